#include "cafs/io/staging.h"

#include <doctest/doctest.h>

#include <optional>
#include <system_error>

#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

struct Fixture {
  Temporary dir;
  Directory directory = Directory::open(dir.path());

  StagedFile staged(const std::string& content) const {
    return {directory, "staged", as_bytes(content), 0666};
  }
};

using Tree = std::map<std::string, std::string>;

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a staged file gets its name, in place of what had it") {
  write_file(dir / "final", "old");
  staged("new").rename(directory, "final");
  CHECK(tree(dir.path()) == Tree{{"final", "new"}});
}

TEST_CASE_FIXTURE(Fixture, "a staged file that gets no name is removed, by its last owner") {
  {
    StagedFile first = staged("content");
    CHECK(first.size() == 7);
    const StagedFile second(std::move(first));
    CHECK(tree(dir.path()) == Tree{{"staged", "content"}});
  }
  CHECK(tree(dir.path()).empty());
}

TEST_CASE_FIXTURE(Fixture, "a staged file is read as it was written") {
  const StagedFile file = staged("content");
  FileReader reader = file.reader();
  std::string content(7, '\0');
  reader.read(std::as_writable_bytes(std::span(content)));
  CHECK(content == "content");
}

TEST_CASE_FIXTURE(Fixture, "a name that is taken is refused, and its file stays") {
  write_file(dir / "staged", "other");
  CHECK_THROWS_WITH_AS(staged("content"), doctest::Contains("File exists"), std::system_error);
  CHECK(tree(dir.path()) == Tree{{"staged", "other"}});
}
