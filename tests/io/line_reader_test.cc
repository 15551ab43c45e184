#include "cafs/io/text_file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>

#include "cafs/io/fd.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

using Lines = std::vector<std::string>;
constexpr std::size_t kAll = 1000;

Lines lines_of(const std::string& content) {
  const Temporary dir;
  write_file(dir / "f", content);
  const Fd fd(::open((dir / "f").c_str(), O_RDONLY | O_CLOEXEC));
  LineReader reader(fd.get(), "f");
  return reader.read_some(kAll);
}

}  // namespace

TEST_CASE("the last line needs no newline, and a carriage return is no part of a line") {
  CHECK(lines_of("a\nb\n") == Lines{"a", "b"});
  CHECK(lines_of("a\nb") == Lines{"a", "b"});
  CHECK(lines_of("a\r\n\r\nb") == Lines{"a", "", "b"});
  CHECK(lines_of("").empty());
  CHECK(lines_of("\n") == Lines{""});
}

TEST_CASE("a line that is too long stays one line, cut") {
  const Lines lines = lines_of(std::string(5 << 20, 'x') + "\nnext\n");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].size() == 1 << 20);
  CHECK(lines[1] == "next");
}

TEST_CASE("a writer that waits for an answer gets its line read") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const Fd in(ends[0]);
  Fd out(ends[1]);
  LineReader reader(in.get(), "pipe");
  CHECK_FALSE(reader.is_regular_file());
  REQUIRE(::write(out.get(), "one\ntw", 6) == 6);
  CHECK(reader.read_some(kAll) == Lines{"one"});
  REQUIRE(::write(out.get(), "o\nthree\n", 8) == 8);
  CHECK(reader.read_some(kAll) == Lines{"two", "three"});
  out.close();
  CHECK(reader.read_some(kAll).empty());
}

TEST_CASE("no more lines are taken than were asked for") {
  const Temporary dir;
  write_file(dir / "f", "a\nb\nc");
  const Fd fd(::open((dir / "f").c_str(), O_RDONLY | O_CLOEXEC));
  LineReader reader(fd.get(), "f");
  CHECK(reader.is_regular_file());
  CHECK(reader.read_some(2) == Lines{"a", "b"});
  CHECK(reader.read_some(2) == Lines{"c"});
  CHECK(reader.read_some(2).empty());
}
