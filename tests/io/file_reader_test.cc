#include "cafs/io/file_reader.h"

#include <doctest/doctest.h>
#include <fcntl.h>

#include <array>

#include "cafs/base/error.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

struct Fixture {
  Temporary dir;

  FileReader reader(const std::string& content) const {
    write_file(dir / "f", content);
    return {Fd(::open((dir / "f").c_str(), O_RDONLY | O_CLOEXEC)), dir / "f"};
  }

  static std::string read(FileReader& reader, std::size_t size) {
    std::string part(size, '\0');
    reader.read(std::as_writable_bytes(std::span(part)));
    return part;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a file is read part by part") {
  FileReader file = reader("abcdef");
  CHECK(read(file, 4) == "abcd");
  CHECK(read(file, 0).empty());
  CHECK(read(file, 2) == "ef");
}

TEST_CASE_FIXTURE(Fixture, "a file that ends early is named") {
  FileReader file = reader("abc");
  CHECK_THROWS_WITH_AS(read(file, 4), doctest::Contains("f: is shorter than it was"), Error);
}

TEST_CASE_FIXTURE(Fixture, "what cannot be read is named") {
  FileReader directory({Fd(::open(dir.path().c_str(), O_RDONLY | O_CLOEXEC)), "a directory"});
  CHECK_THROWS_WITH_AS(read(directory, 1), "read a directory: Is a directory", std::system_error);
}
