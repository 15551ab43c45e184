#include <sys/stat.h>

#include "tests/support/merge_fixture.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

TEST_CASE_FIXTURE(MergeFixture,
                  "what is wrong with a fragment is said, with its name, and nothing written") {
  fs::create_directory(dir / "empty");
  refuses({"a", "none"}, "none");
  refuses({"a", "empty"}, "has no v10");
  refuses({"a", "b", "a/v10"}, "given twice");
}

TEST_CASE_FIXTURE(MergeFixture, "a content file that is missing is named") {
  fs::remove(content_of_a("a"));
  refuses({"a", "b"}, dir / "a: " + index("a@1") + ": " + path_of_content("a") + ": is missing");
  refuses({"a", "b"}, "is missing", {.dry_run = true});
}

TEST_CASE_FIXTURE(MergeFixture, "a content file that is short is named") {
  write_file(content_of_a(kLarge), "short");
  refuses({"a", "b"}, path_of_content(kLarge) + ": has 5 bytes where its index says 9000");
}

TEST_CASE_FIXTURE(MergeFixture, "a content file that may not be read, or is none, is named") {
  ::chmod(content_of_a("a").c_str(), 0000);
  refuses({"a", "b"}, path_of_content("a") + ": may not be read");
  fs::remove(content_of_a("a"));
  fs::create_directory(content_of_a("a"));
  refuses({"a", "b"}, "is not a regular file");
}

TEST_CASE_FIXTURE(MergeFixture, "an index that cannot be read is named") {
  write_file(a_index(), "{\"files\":");
  refuses({"a", "b"}, dir / "a: " + index("a@1") + ": not valid JSON");
}

TEST_CASE_FIXTURE(MergeFixture, "one index path with two contents is refused") {
  add_package(dir / "c", "a@1", {{"a.js", "other"}});
  refuses({"a", "b", "c"}, "different contents");
  add_package(dir / "d", "a@1", {{"a.js", "a"}, {"same", "same"}, {"large", kLarge}});
  add_to_json(dir / "d/v10/" + index("a@1"), R"(,"sideEffects":{"linux":{"deleted":["a.js"]}})");
  add_to_json(a_index(), R"(,"sideEffects":{"linux":{"deleted":["same"]}})");
  refuses({"a", "d"}, "different side effects");
}

TEST_CASE_FIXTURE(MergeFixture,
                  "an index in the store that says something else is refused, and stays") {
  add_package(dir / "out", "a@1", {{"a.js", "other"}});
  const std::string before = read_file(dir / "out/v10/" + index("a@1"));
  CHECK_THROWS_WITH_AS(merge({"a"}), doctest::Contains("different contents"), Error);
  CHECK(read_file(dir / "out/v10/" + index("a@1")) == before);
}

TEST_CASE_FIXTURE(MergeFixture, "a size that one of two indexes has wrong is refused") {
  std::string json = read_file(a_index());
  json.replace(json.find("\"size\":4"), 8, "\"size\":5");
  write_file(a_index(), json);
  refuses({"a", "b"}, "has 4 bytes where its index says 5");
}

TEST_CASE_FIXTURE(MergeFixture, "a store in a fragment, or a fragment in the store, is refused") {
  CHECK_THROWS_WITH_AS(merge({"a"}, {}, "a"), doctest::Contains("lies in the fragment"), Error);
  CHECK_THROWS_WITH_AS(merge({"a"}, {}, "a/v10/out"), doctest::Contains("lies in the fragment"),
                       Error);
  fs::create_directory(dir / "out");
  fs::rename(dir / "a", dir / "out/a");
  CHECK_THROWS_WITH_AS(merge({"out/a"}), doctest::Contains("lies in"), Error);
  CHECK_FALSE(fs::exists(dir / "out/v10"));
}

TEST_CASE_FIXTURE(MergeFixture, "a fragment that lacks a file is refused though another has it") {
  fs::remove(dir / "b/v10/" + path_of_content("same"));
  refuses({"a", "b"}, "is missing");
}

TEST_CASE_FIXTURE(MergeFixture, "a merge that contradicts the store changes nothing in it") {
  add_package(dir / "out", "a@1", {{"a.js", "other"}});
  const auto before = tree(dir / "out");
  const std::string named = "cannot merge " + dir.path() + "/a: ";
  CHECK_THROWS_WITH_AS(merge({"a", "b"}), doctest::Contains(named.c_str()), Error);
  CHECK_THROWS_AS(merge({"a", "b"}, {.dry_run = true}), Error);
  CHECK(tree(dir / "out") == before);
}

TEST_CASE_FIXTURE(MergeFixture, "a store that is a fragment by another way is refused") {
  fs::create_directory(dir / "out");
  fs::create_directory_symlink(dir / "a/v10", dir / "out/v10");
  CHECK_THROWS_WITH_AS(merge({"a"}), doctest::Contains("lies in the fragment"), Error);
  fs::create_directory(dir / "c");
  fs::create_directory_symlink(dir / "b/v10", dir / "c/v10");
  CHECK_THROWS_WITH_AS(merge({"c"}, {}, "c/out"), doctest::Contains("lies in the fragment"), Error);
  CHECK(merge({"c"}, {}, "d").files == 3);
}

TEST_CASE_FIXTURE(MergeFixture, "a directory without indexes is no fragment") {
  fs::remove_all(dir / "a/v10/index");
  refuses({"a", "b"}, "has no index directory");
  write_file(dir / "a/v10/index", "");
  refuses({"a", "b"}, "Not a directory");
}
