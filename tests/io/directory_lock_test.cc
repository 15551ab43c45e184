#include "cafs/io/directory_lock.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>

#include <filesystem>
#include <thread>

#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

TEST_CASE("who else asks for the lock does not get it before it is let go") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  std::atomic<bool> had{false};
  std::optional<DirectoryLock> lock(directory);
  std::jthread other([&] {
    const DirectoryLock also(directory);
    had = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK_FALSE(had);
  lock.reset();
  other.join();
  CHECK(had);
  CHECK(fs::is_empty(dir.path()));
}

TEST_CASE("who may read a directory cannot keep others from its lock") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  const Fd stranger(::open(dir.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  CHECK(::flock(stranger.get(), LOCK_EX | LOCK_NB) == 0);
  const DirectoryLock lock(directory);
  CHECK(mode_of(dir / std::string(kLockName)) == 0600);
}

TEST_CASE("the lock of a killed process is had, and removed; that of a living one stays") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  const std::string file = dir / std::string(kLockName);
  write_file(file, "");
  { const DirectoryLock lock(directory); }
  CHECK_FALSE(fs::exists(file));
  write_file(file, "");
  remove_abandoned_lock(directory);
  CHECK_FALSE(fs::exists(file));
  const DirectoryLock lock(directory);
  remove_abandoned_lock(directory);
  CHECK(fs::exists(file));
}
