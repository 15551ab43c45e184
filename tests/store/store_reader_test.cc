#include "cafs/store/store_reader.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "cafs/base/error.h"
#include "tests/support/sample_store.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

TEST_CASE("a store is found by its root, by its version, and through symbolic links") {
  const Temporary dir;
  add_package(dir / "s", "a@1", {{"a.js", "a"}});
  fs::create_directory_symlink("s", dir / "link");
  for (const auto* const root : {"s", "s/v10", "link", "link/v10", "s/", "./s/../s"}) {
    CAPTURE(root);
    CHECK(StoreReader(dir / root).path() == fs::canonical(dir / "s/v10"));
  }
  CHECK_THROWS_WITH_AS(StoreReader(dir.path()), doctest::Contains("has no v10"), Error);
  CHECK_THROWS_AS(StoreReader(dir / "none"), std::system_error);
}

TEST_CASE("indexes and content files are seen, what else pnpm keeps is not") {
  const Temporary dir;
  const std::string index = add_package(dir / "s", "a@1", {{"a.js", "a"}});
  const std::string content = path_of_content("a");
  for (const auto* const name :
       {"tmp/x", "projects/x", "links/x", "git+r", "file+x.tgz", "empty"}) {
    fs::create_directories(dir / "s/v10/" + name);
  }
  for (const auto* const name : {"tmp", "projects", "links"}) {
    write_file(dir / "s/v10/" + name + "/integrity.json", "");
  }
  write_file(dir / "s/v10/git+r/integrity.json", "{}");
  write_file(dir / "s/v10/git+r/integrity-not-built.json", "{}");
  write_file(dir / "s/v10/file+x.tgz/tarball-integrity", "sha512-x");
  write_file(dir / "s/v10/" + index + "1234", "left over");
  write_file(dir / "s/v10/" + content + "1234", "left over");
  fs::create_directories(dir / "s/v10/files/zz");

  const StoreReader store(dir / "s");
  CHECK(store.indexes() ==
        std::vector<std::string>{index, "git+r/integrity.json", "git+r/integrity-not-built.json"});
  CHECK(store.markers() == std::vector<std::string>{"file+x.tgz/tarball-integrity"});
  CHECK(store.strangers() == std::vector<std::string>{"files/zz", index + "1234"});
  std::vector<std::string> found;
  std::vector<std::string> strangers;
  for (const std::string& shard : shard_names()) {
    store.list_content(
        shard,
        [&](const ContentName& name) {
          found.push_back(content_path(name.digest, name.executable));
        },
        [&](const std::string& path) { strangers.push_back(path); });
  }
  CHECK(found == std::vector<std::string>{content});
  CHECK(strangers == std::vector<std::string>{content + "1234"});
}

TEST_CASE("shards have two digits each") {
  CHECK(shard_names().size() == 256);
  CHECK(shard_names().front() == "00");
  CHECK(shard_names().back() == "ff");
}
