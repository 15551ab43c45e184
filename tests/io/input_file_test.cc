#include "cafs/io/input_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "cafs/base/error.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

TEST_CASE("small and large files are read whole") {
  const Temporary dir;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{5}, std::size_t{1} << 20, (std::size_t{1} << 20) + 1}) {
    const std::string content(size, 'x');
    write_file(dir / "f", content);
    CHECK(as_text(InputFile(dir / "f").bytes()) == content);
  }
}

TEST_CASE("what is no regular file is refused, and a fifo is not waited for") {
  const Temporary dir;
  CHECK_THROWS_WITH_AS(InputFile(dir / "none"), doctest::Contains("No such file or directory"),
                       std::system_error);
  CHECK_THROWS_WITH_AS(InputFile(dir.path()), doctest::Contains("is a directory"), Error);
  REQUIRE(::mkfifo((dir / "fifo").c_str(), 0600) == 0);
  CHECK_THROWS_WITH_AS(InputFile(dir / "fifo"), doctest::Contains("is not a regular file"), Error);
  CHECK_THROWS_AS(InputFile("/dev/null"), Error);
}
