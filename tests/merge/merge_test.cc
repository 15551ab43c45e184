#include "cafs/merge/merge.h"

#include <sys/stat.h>

#include <algorithm>

#include "tests/support/merge_fixture.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

namespace {

std::size_t placed(const MergeReport& report, Placement placement) {
  return report.placed[static_cast<std::size_t>(placement)];
}

}  // namespace

TEST_CASE_FIXTURE(MergeFixture, "every index and every content file is there, once") {
  const MergeReport report = merge({"a", "b"});
  CHECK(report.fragments == 2);
  CHECK(report.packages == 2);
  CHECK(report.files == 5);
  CHECK(report.bytes == 2 + 2 * 4 + kLarge.size());
  CHECK(placed(report, Placement::hardlink) == 5);
  auto wanted = tree(dir / "a");
  wanted.merge(tree(dir / "b"));
  CHECK(tree(dir / "out") == wanted);
  CHECK(fs::equivalent(content_of_a(kLarge), dir / "out/v10/" + path_of_content(kLarge)));
}

TEST_CASE_FIXTURE(MergeFixture, "order and threads make no difference") {
  for (const auto* const name : {"c", "d", "e"}) {
    add_package(dir / name, "a@1", {{"a.js", "a"}, {"same", "same"}, {"large", kLarge}});
    add_to_json(dir / name + "/v10/" + index("a@1"),
                std::string(R"(,"sideEffects":{")") + name + R"(":{"deleted":["a.js"]}})");
  }
  std::vector<std::string> names{"a", "b", "c", "d", "e"};
  merge(names);
  const auto wanted = tree(dir / "out");
  CHECK(
      wanted.at("v10/" + index("a@1"))
          .ends_with(
              R"(,"sideEffects":{"c":{"deleted":["a.js"]},"d":{"deleted":["a.js"]},"e":{"deleted":["a.js"]}}})"));
  int round = 0;
  do {
    const std::string out = "out" + std::to_string(round++);
    Workers other(1 + static_cast<unsigned>(round) % 4);
    std::vector<std::string> paths;
    for (const std::string& name : names) paths.push_back(dir / name);
    cafs::merge(dir / out, paths, {}, other, progress);
    CHECK(tree(dir / out) == wanted);
  } while (std::next_permutation(names.begin(), names.end()) && round < 24);
}

TEST_CASE_FIXTURE(MergeFixture, "each way of placing gives the same store") {
  merge({"a", "b"});
  for (const Placement placement : {Placement::copy, Placement::symlink}) {
    const std::string out(name(placement));
    const MergeReport report = merge({"a", "b"}, {.link = {placement}}, out);
    CHECK(placed(report, placement) == (placement == Placement::symlink ? 1 : 5));
    for (const auto& [path, content] : tree(dir / "out")) {
      CHECK(read_file(dir / out + "/" + path) == content);
      CHECK(mode_of(dir / out + "/" + path) == (path.ends_with("-exec") ? 0755 : 0644));
    }
  }
  CHECK(fs::read_symlink(dir / "symlink/v10/" + path_of_content(kLarge)) == content_of_a(kLarge));
}

TEST_CASE_FIXTURE(MergeFixture, "a store that is there is added to") {
  merge({"a"});
  const MergeReport report = merge({"a", "b"});
  CHECK(report.existed == 3);
  CHECK(placed(report, Placement::hardlink) == 2);
  merge({"a", "b"}, {}, "fresh");
  CHECK(tree(dir / "out") == tree(dir / "fresh"));
}

TEST_CASE_FIXTURE(MergeFixture,
                  "a short file in the store is replaced, its other links are not touched") {
  merge({"a"});
  const std::string path = dir / "out/v10/" + path_of_content(kLarge);
  fs::remove(path);
  write_file(path, "short");
  merge({"a"});
  CHECK(read_file(path) == kLarge);
}

TEST_CASE_FIXTURE(MergeFixture, "what pnpm adds in use is removed, or united with what is there") {
  std::string json = read_file(a_index());
  json.insert(json.find("\"mode\""), "\"checkedAt\":1690000000000,");
  const std::string clean = read_file(a_index());
  write_file(a_index(), json);
  merge({"a"});
  CHECK(read_file(dir / "out/v10/" + index("a@1")) == clean);
  add_to_json(a_index(), R"(,"sideEffects":{"linux":{"deleted":["a.js"]}})");
  merge({"a"});
  CHECK(read_file(dir / "out/v10/" + index("a@1")).find("sideEffects") != std::string::npos);
}

TEST_CASE_FIXTURE(MergeFixture, "packages without an integrity and markers are carried") {
  fs::create_directories(dir / "a/v10/git+r");
  fs::create_directories(dir / "a/v10/file+x.tgz");
  fs::create_directories(dir / "a/v10/projects/x");
  fs::copy_file(a_index(), dir / "a/v10/git+r/integrity.json");
  write_file(dir / "a/v10/file+x.tgz/tarball-integrity", "sha512-x");
  write_file(dir / "a/v10/projects/x/y", "");
  merge({"a", "b"});
  CHECK(read_file(dir / "out/v10/git+r/integrity.json") == read_file(a_index()));
  CHECK(read_file(dir / "out/v10/file+x.tgz/tarball-integrity") == "sha512-x");
  CHECK_FALSE(fs::exists(dir / "out/v10/projects"));
  merge({"a", "b"});  // into the store that is there
  fs::create_directories(dir / "b/v10/file+x.tgz");
  write_file(dir / "b/v10/file+x.tgz/tarball-integrity", "sha512-y");
  CHECK_THROWS_WITH_AS(merge({"a", "b"}), doctest::Contains("different contents"), Error);
}

TEST_CASE_FIXTURE(MergeFixture, "content files that no index names come along when asked for") {
  fs::remove(a_index());
  CHECK(merge({"a"}).files == 0);
  CHECK(merge({"a"}, {.all = true}).files == 3);
  CHECK(read_file(dir / "out/v10/" + path_of_content(kLarge)) == kLarge);
}

TEST_CASE_FIXTURE(MergeFixture, "nothing merged is an empty store, and a dry run writes nothing") {
  const MergeReport report = merge({"a", "b"}, {.dry_run = true});
  CHECK(report.files == 5);
  CHECK_FALSE(fs::exists(dir / "out"));
  merge({});
  CHECK(fs::is_directory(dir / "out/v10/files"));
}

TEST_CASE_FIXTURE(MergeFixture,
                  "fragments from a read-only store make a store that can be written") {
  for (const auto& entry : fs::recursive_directory_iterator(dir / "a")) {
    if (!entry.is_directory()) ::chmod(entry.path().c_str(), 0444);
  }
  for (const auto* const name : {"a/v10/files", "a/v10/index", "a/v10", "a"}) {
    ::chmod((dir / name).c_str(), 0555);
  }
  merge({"a", "b"});
  CHECK(mode_of(dir / "out/v10") == 0755);
  CHECK(mode_of(dir / "out/v10/files") == 0755);
  CHECK(mode_of(dir / "out/v10/" + path_of_content(kLarge)) == 0444);
  ::chmod((dir / "a").c_str(), 0755);
}

TEST_CASE_FIXTURE(MergeFixture,
                  "a fragment's version may be a symbolic link to a directory of any name") {
  fs::create_directory(dir / "c");
  fs::rename(dir / "a/v10", dir / "a/other");
  fs::create_directory_symlink(dir / "a/other", dir / "c/v10");
  CHECK(merge({"c"}).files == 3);
}

TEST_CASE_FIXTURE(MergeFixture, "modes that others may write through are not shared") {
  ::chmod(content_of_a(kLarge).c_str(), 0666);
  merge({"a"});
  CHECK(mode_of(dir / "out/v10/" + path_of_content(kLarge)) == 0644);
  CHECK(mode_of(content_of_a(kLarge)) == 0666);
}

TEST_CASE_FIXTURE(MergeFixture, "an executable in the store that is not executable is replaced") {
  merge({"b"});
  const std::string path = dir / "out/v10/" + path_of_content("same", true);
  fs::remove(path);
  write_file(path, "same");
  merge({"b"});
  CHECK(mode_of(path) == 0755);
}
