#include "cafs/io/directory_lock.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>

#include <atomic>
#include <filesystem>
#include <optional>
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

TEST_CASE("those who add use a directory together, and the last that leaves tidies up") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  std::optional<DirectoryUse> one(std::in_place, directory, Use::shared);
  std::optional<DirectoryUse> other(std::in_place, directory, Use::shared);
  one.reset();
  CHECK(fs::exists(dir / std::string(kUseName)));
  other.reset();
  CHECK(fs::is_empty(dir.path()));
}

TEST_CASE("whoever removes has the directory to himself, from the end of all other uses on") {
  for (const auto& [first, second] :
       {std::pair{Use::shared, Use::exclusive}, std::pair{Use::exclusive, Use::shared},
        std::pair{Use::exclusive, Use::exclusive}}) {
    const Temporary dir;
    const Directory directory = Directory::open(dir.path());
    std::atomic<bool> had{false};
    std::optional<DirectoryUse> use(std::in_place, directory, first);
    std::jthread other([&, second = second] {
      const DirectoryUse also(directory, second);
      had = true;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    CHECK_FALSE(had);
    use.reset();
    other.join();
    CHECK(had);
    CHECK(fs::is_empty(dir.path()));
  }
}

TEST_CASE("the file of a use is open to those who may write in the directory, and to no others") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  const auto mode_in = [&](unsigned mode) {
    fs::permissions(dir.path(), static_cast<fs::perms>(mode));
    const DirectoryUse use(directory, Use::shared);
    return mode_of(dir / std::string(kUseName));
  };
  CHECK(mode_in(0755) == 0600);
  CHECK(mode_in(0775) == 0660);
  CHECK(mode_in(0777) == 0666);
}

TEST_CASE("what a killed process left of its use keeps nobody waiting") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  write_file(dir / std::string(kUseName), "");
  { const DirectoryUse use(directory, Use::exclusive); }
  CHECK(fs::is_empty(dir.path()));
}

TEST_CASE("a directory where the file of its use should be is an error") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  fs::create_directory(dir / std::string(kUseName));
  CHECK_THROWS_AS(DirectoryUse(directory, Use::exclusive), std::system_error);
  CHECK_THROWS_AS(DirectoryUse(directory, Use::shared), std::system_error);
}
