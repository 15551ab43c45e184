#include "cafs/io/fd.h"

#include <doctest/doctest.h>
#include <fcntl.h>

#include <cerrno>
#include <system_error>
#include <utility>

using namespace cafs;

namespace {

bool is_open(int fd) { return ::fcntl(fd, F_GETFD) >= 0; }

}  // namespace

TEST_CASE("a descriptor is closed once, by its last owner") {
  int number = -1;
  {
    Fd first(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    number = first.get();
    Fd second(std::move(first));
    CHECK(second.get() == number);
    CHECK(is_open(number));
  }
  CHECK_FALSE(is_open(number));
  CHECK_FALSE(Fd());
}

TEST_CASE("closing reports what the kernel says") {
  CHECK(Fd(::open("/dev/null", O_RDONLY | O_CLOEXEC)).close());
  CHECK_FALSE(Fd(1 << 20).close());
}

TEST_CASE("an error names call, path and cause") {
  errno = EACCES;
  CHECK_THROWS_WITH_AS(throw_errno("open", "/a/b"), "open /a/b: Permission denied",
                       std::system_error);
}
