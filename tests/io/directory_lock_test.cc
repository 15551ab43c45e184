#include "cafs/io/directory_lock.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>

#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

TEST_CASE("who else asks for the lock does not get it before it is let go") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  const Fd other(::open(dir.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  {
    const DirectoryLock lock(directory);
    CHECK(::flock(other.get(), LOCK_EX | LOCK_NB) != 0);
  }
  CHECK(::flock(other.get(), LOCK_EX | LOCK_NB) == 0);
}
