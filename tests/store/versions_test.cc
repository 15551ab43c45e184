// Stores of pnpm 9 and 11: what differs from those of pnpm 10.
#include <doctest/doctest.h>

#include <filesystem>

#include "cafs/add/add.h"
#include "cafs/base/error.h"
#include "cafs/index/row/row_key.h"
#include "cafs/merge/merge.h"
#include "cafs/store/index_database.h"
#include "cafs/store/location.h"
#include "cafs/store/store.h"
#include "cafs/store/store_reader.h"
#include "cafs/verify/verify.h"
#include "tests/support/add.h"
#include "tests/support/tar_builder.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

namespace {

constexpr StoreKind kV3{.version = StoreVersion::v3};
constexpr StoreKind kFiles{.version = StoreVersion::v11, .index = IndexKind::files};
constexpr StoreKind kDatabase{.version = StoreVersion::v11, .index = IndexKind::database};

struct Fixture {
  Temporary dir;
  AddOptions options;
  Workers workers{2};
  Progress progress;

  Fixture() {
    for (const std::string name : {"a", "b"}) {
      write_file(dir / name + ".tgz",
                 simple_tarball(R"({"name":")" + name + R"(","version":"1.0.0"})"));
    }
  }

  Outcome add_to(const std::string& store, const std::string& name, StoreKind kind,
                 const std::string& id = "") {
    Request request{.tarball = dir / name + ".tgz"};
    if (!id.empty()) request.id = PackageId::parse(id);
    Store out(dir / store, Visibility::at_the_end, Durability::eventual, kind);
    Outcome added = tests::add(out, request, {}, workers);
    out.publish();
    return added;
  }

  /// The error, or "" if all went well.
  std::string add_to_all(const std::string& store, const std::string& tarball,
                         const std::vector<StoreKind>& kinds,
                         const std::optional<std::string>& id = {}) {
    StoreSet stores(dir / store, Visibility::at_the_end, Durability::eventual, kinds);
    std::string error;
    const Report report = [&](const Request&, const Outcome& outcome) { error = outcome.error; };
    AddRun run{options, workers, progress};
    cafs::add(stores, {make_request(dir / tarball, id, {})}, Visibility::at_the_end, run, report);
    return error;
  }

  MergeReport merge_to(const std::string& store, std::vector<std::string> fragments,
                       StoreKind kind) {
    for (std::string& fragment : fragments) fragment = dir / fragment;
    return merge(dir / store, fragments, {.kinds = {kind}, .link = {}}, workers, progress);
  }

  std::vector<std::string> damages(const std::string& store, StoreVersion version) {
    const VerifyReport report = verify(dir / store, workers, progress, version);
    CHECK(report.unreferenced == std::vector<std::string>());
    CHECK(report.packages == 2);
    return report.damages;
  }

  /// The content files of a version's directory, relative to it.
  std::vector<std::string> content_of(const std::string& version) const {
    std::vector<std::string> paths;
    for (const auto& [path, content] : tree(dir / version)) {
      if (path.starts_with("files/")) paths.push_back(path);
    }
    CHECK_FALSE(paths.empty());
    return paths;
  }

  IndexRows rows(const std::string& store) const {
    return read_index_database(Directory::open(dir / store + "/v11"));
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a v3 store has its indexes beside the content, without the id") {
  const Outcome added = add_to("s", "a", kV3, "other@2");
  CHECK(added.index.starts_with("files/"));
  CHECK(added.index.ends_with("-index.json"));
  CHECK(added.index.size() == std::string("files/XX/-index.json").size() + 126);
  CHECK(fs::exists(dir / "s/v3/" + added.index));
  CHECK_FALSE(fs::exists(dir / "s/v3/index"));
  add_to("t", "b", kV3);
  CHECK(merge_to("out", {"s", "t"}, kV3).packages == 2);
  CHECK(damages("out", StoreVersion::v3).empty());
}

TEST_CASE_FIXTURE(Fixture, "a v11 fragment has a file for each row") {
  const Outcome added = add_to("s", "a", kFiles);
  const std::string file = read_file(dir / "s/v11/" + added.index);
  const KeyedRow keyed = keyed_row(file);
  CHECK(keyed.key == added.integrity + "\ta@1.0.0");
  CHECK(added.index == row_path(keyed.key));
  CHECK_FALSE(fs::exists(dir / "s/v11/index.db"));
}

TEST_CASE_FIXTURE(Fixture, "merged v11 fragments are a database of the same rows") {
  const Outcome a = add_to("s", "a", kFiles);
  add_to("t", "b", kFiles);
  CHECK(merge_to("out", {"s", "t"}, kDatabase).packages == 2);
  CHECK_FALSE(fs::exists(dir / "out/v11/index"));
  const IndexRows merged = rows("out");
  CHECK(merged.size() == 2);
  const std::string key = a.integrity + "\ta@1.0.0";
  CHECK(row_text(key, merged.at(key)) == read_file(dir / "s/v11/" + a.index));
  CHECK(damages("out", StoreVersion::v11).empty());
  merge_to("again", {"t", "s"}, kDatabase);
  CHECK(tree(dir / "again") == tree(dir / "out"));
}

TEST_CASE_FIXTURE(Fixture, "adding to a database, and merging databases, comes to the same") {
  add_to("s", "a", kDatabase);
  add_to("s", "b", kDatabase);  // by a transaction
  CHECK(damages("s", StoreVersion::v11).empty());
  add_to("a", "a", kDatabase);
  add_to("b", "b", kFiles);
  merge_to("out", {"a", "b"}, kDatabase);
  CHECK(rows("out") == rows("s"));
  merge_to("out", {"a"}, kDatabase);  // its packages are there already
  CHECK(rows("out") == rows("s"));
  merge_to("files", {"s"}, kFiles);
  CHECK_FALSE(fs::exists(dir / "files/v11/index.db"));
  CHECK(damages("files", StoreVersion::v11).empty());
}

TEST_CASE_FIXTURE(Fixture, "an index.db that is damaged is told by its fragment") {
  add_to("s", "a", kDatabase);
  write_file(dir / "s/v11/index.db", "no database");
  CHECK_THROWS_WITH_AS(merge_to("out", {"s"}, kDatabase),
                       doctest::Contains("s: index.db: file is not a database"), Error);
  CHECK_FALSE(fs::exists(dir / "out"));
}

TEST_CASE_FIXTURE(Fixture, "one that is to be added to is told by its path") {
  add_to("s", "a", kDatabase);
  add_to("out", "b", kDatabase);
  write_file(dir / "out/v11/index.db", "no database");
  const std::string error = (dir / "out/v11/index.db") + ": file is not a database";
  CHECK_THROWS_WITH_AS(merge_to("out", {"s"}, kDatabase), doctest::Contains(error.c_str()), Error);
  CHECK_THROWS_WITH_AS(add_to("out", "a", kDatabase), doctest::Contains(error.c_str()), Error);
}

TEST_CASE_FIXTURE(Fixture,
                  "stores of several versions are those of each, and share their content") {
  const std::vector<StoreKind> kinds{{}, kFiles, kV3};
  for (const StoreKind& kind : kinds) add_to("each", "a", kind);
  CHECK(add_to_all("all", "a.tgz", kinds) == "");
  CHECK(tree(dir / "all") == tree(dir / "each"));
  for (const std::string& path : content_of("all/v10")) {
    CHECK(fs::hard_link_count(dir / "all/v10/" + path) == 3);
    CHECK(fs::equivalent(dir / "all/v10/" + path, dir / "all/v11/" + path));
  }
}

TEST_CASE_FIXTURE(Fixture, "merging several versions is merging each, sharing what is copied") {
  const std::vector<StoreKind> kinds{{}, kDatabase};
  for (const std::string name : {"a", "b"}) CHECK(add_to_all(name, name + ".tgz", kinds) == "");
  for (const StoreKind& kind : kinds) merge_to("each", {"a", "b"}, kind);
  const MergeOptions merging{.kinds = kinds, .link = {Placement::copy}};
  const MergeReport report = merge(dir / "all", {dir / "a", dir / "b"}, merging, workers, progress);
  CHECK(report.fragments == 2);
  CHECK(report.packages == 4);
  CHECK(report.placed[static_cast<std::size_t>(Placement::copy)] == report.files / 2);
  CHECK(tree(dir / "all") == tree(dir / "each"));
  for (const std::string& path : content_of("all/v10")) {
    CHECK(fs::hard_link_count(dir / "all/v10/" + path) == 2);
  }
}

TEST_CASE_FIXTURE(Fixture, "merging several versions writes nothing where one is missing") {
  add_to("a", "a", {});
  const MergeOptions merging{.kinds = {{}, kDatabase}, .link = {}};
  CHECK_THROWS_WITH_AS(merge(dir / "out", {dir / "a"}, merging, workers, progress),
                       doctest::Contains("has no v11, but v10 (choose by --store-version"), Error);
  CHECK_FALSE(fs::exists(dir / "out"));
}

TEST_CASE_FIXTURE(Fixture, "what the pnpm of one version refuses is not added for later ones") {
  write_file(dir / "odd.tgz", simple_tarball(R"({"name":"a","version":1,"bin":"x"})"));
  CHECK(add_to_all("first", "odd.tgz", {kFiles, {}}, "a@1").starts_with("for v11: "));
  CHECK_FALSE(fs::exists(dir / "first"));
  CHECK(add_to_all("alone", "odd.tgz", {{}}, "a@1") == "");
}

TEST_CASE_FIXTURE(Fixture, "a database that cannot be read is one damage of a store among others") {
  add_to("s", "a", kDatabase);
  write_file(dir / "s/v11/index.db", "no database");
  const VerifyReport report = verify(dir / "s", workers, progress, StoreVersion::v11);
  CHECK(report.damages == std::vector<std::string>{"index.db: file is not a database"});
  CHECK(report.unreferenced == std::vector<std::string>());  // unknown without a database
}

TEST_CASE("the versions of a store are found, and none is v10") {
  const Temporary dir;
  CHECK(versions_at(dir.path()) == std::vector{StoreVersion::v10});
  fs::create_directories(dir / "v11/files");
  CHECK(versions_at(dir.path()) == std::vector{StoreVersion::v11});
  CHECK(versions_at(dir / "v11") == std::vector{StoreVersion::v11});
  fs::create_directories(dir / "v3");
  CHECK(versions_at(dir.path()) == std::vector{StoreVersion::v3, StoreVersion::v11});
}

TEST_CASE_FIXTURE(Fixture, "a git-hosted package has two rows that say whether it wants a build") {
  Request request{.tarball = dir / "a.tgz", .origin = Origin::git_host};
  request.id = PackageId::parse("https://host/u/r/tar.gz/01");
  Store out(dir / "s", Visibility::at_the_end, Durability::eventual, kDatabase);
  tests::add(out, request, {}, workers);
  out.publish();
  const IndexRows both = rows("s");
  CHECK(both.size() == 2);
  CHECK(both.at("https://host/u/r/tar.gz/01\tbuilt") ==
        both.at("https://host/u/r/tar.gz/01\tnot-built"));
  CHECK(both.begin()->second.find("requiresPrepare") != std::string::npos);
}
