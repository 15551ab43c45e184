// Made-up versions of the store: a new version needs a table of traits, and no other code outside
// of cafs/index.
#include <doctest/doctest.h>

#include <filesystem>

#include "cafs/add/add.h"
#include "cafs/base/error.h"
#include "cafs/index/index_json.h"
#include "cafs/merge/pack.h"
#include "cafs/store/index_database.h"
#include "cafs/verify/verify.h"
#include "tests/support/add.h"
#include "tests/support/packed.h"
#include "tests/support/tar_builder.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

namespace {

/// A version whose indexes have other names and places, and begin with a line of their own.
constexpr std::string_view kFirstLine = "made up\n";

std::string_view json_of(std::string_view text) {
  if (!text.starts_with(kFirstLine)) throw Error("not made up");
  return text.substr(kFirstLine.size());
}

std::string made_up(const std::string& json) { return std::string(kFirstLine) + json; }

constexpr std::array<std::string_view, 1> kOwn{"record"};
constexpr std::array<std::string_view, 2> kOthers{"files", "records"};

std::string own_directory(const PackageId& id) { return "own-" + id.file_name(); }

const StoreTraits kApart{
    .directory = "v99",
    .rules = {.placeholder = true},
    .index_directory = "records",
    .has_rows = false,
    .own_indexes = kOwn,
    .other_directories = kOthers,
    .fetcher_version = 9,
    .index_name =
        [](const Integrity& integrity, const PackageId&) {
          const std::string hex = integrity.hex();
          return IndexName{"records/" + hex.substr(0, 2) + "/" + hex.substr(2, 8), {}};
        },
    .git_hosted_index_names =
        [](const PackageId& id) {
          return std::vector{IndexName{own_directory(id) + "/record", {}}};
        },
    .is_index_name = [](std::string_view, std::string_view name) { return name.size() == 8; },
    .package_directory = own_directory,
    .format =
        {
            .text = [](const IndexName&, const PackageIndex& index,
                       bool) { return made_up(index_json(index)); },
            .contents = [](std::string_view text) { return read_index_contents(json_of(text)); },
            .path = json_path,
            .same = [](auto a, auto b) { return same_index(json_of(a), json_of(b)); },
            .without_checked_at =
                [](auto text) { return made_up(without_checked_at(json_of(text))); },
            .united = [](auto a, auto b) { return made_up(unite_indexes(json_of(a), json_of(b))); },
        }};

/// The same version with its indexes among the content files, as in v3.
StoreTraits among_the_content() {
  StoreTraits traits = kApart;
  traits.directory = "v98";
  traits.index_directory = "files";
  traits.index_name = [](const Integrity& integrity, const PackageId&) {
    const std::string hex = integrity.hex();
    return IndexName{"files/" + hex.substr(0, 2) + "/" + hex.substr(2, 8), {}};
  };
  return traits;
}

/// A version with rows like those of v11, in another directory.
StoreTraits with_rows() {
  StoreTraits traits = *StoreVersion::v11;
  traits.directory = "v97";
  return traits;
}

const StoreTraits kAmong = among_the_content();
const StoreTraits kRows = with_rows();

struct Fixture {
  Temporary dir;
  AddOptions options;
  Workers workers{2};
  Progress progress;

  Fixture() {
    for (const std::string name : {"a", "b", "hosted", "local"}) {
      write_file(dir / name, simple_tarball(R"({"name":")" + name + R"(","version":"1"})"));
    }
  }

  Outcome add_to(const std::string& store, const std::string& tarball, StoreKind kind) {
    Request request{.tarball = dir / tarball};
    if (tarball == "hosted") {
      request.origin = Origin::git_host;
      request.id = PackageId::parse("https://host/a/tar.gz/01");
    }
    if (tarball == "local") request.id = PackageId::parse("file:local");
    StoreSet stores(dir / store, Visibility::at_the_end, Durability::eventual, {&kind, 1});
    AddRun run{options, workers, progress};
    Outcome outcome;
    const Report report = [&](const Request&, const Outcome& ended) { outcome = ended; };
    cafs::add(stores, {request}, Visibility::at_the_end, run, report);
    CAPTURE(outcome.error);
    CHECK(outcome.added());
    return outcome;
  }

  /// Adds, merges, verifies and packs.
  void try_all(StoreKind kind) {
    const std::string name(kind.version->directory);
    CAPTURE(name);
    const std::vector<std::string> fragments{dir / "one", dir / "two"};
    const MergeOptions merging{.kinds = {kind}, .link = {}};
    add_to("one", "a", kind);
    add_to("one", "hosted", kind);  // into an existing store
    add_to("two", "b", kind);
    add_to("two", "local", kind);
    CHECK(fs::exists(dir / "two/" + name + "/" +
                     kind.version->package_directory(PackageId::parse("file:local")) + "/" +
                     std::string(kMarkerName)));
    const std::size_t packages = kind.version->has_rows ? 5 : 4;  // a git-hosted one has two rows
    CHECK(merge(dir / "merged", fragments, merging, workers, progress).packages == packages);
    CHECK(merge(dir / "merged", fragments, merging, workers, progress).packages == packages);
    const VerifyReport verified = verify(dir / "merged", workers, progress, kind.version);
    CHECK(verified.packages == packages);
    CHECK(verified.damages == std::vector<std::string>());
    CHECK(verified.unreferenced == std::vector<std::string>());
    pack(dir / "packed", fragments, merging, workers, progress);
    const std::map<std::string, std::string> packed =
        packed_files(dir / "packed/pnpm-store.tar.zst");
    if (!kind.has_database()) CHECK(packed == tree_of_version("merged", name));
    CHECK(packed.size() > packages);
  }

  /// Every file of a version, by its path below the store.
  std::map<std::string, std::string> tree_of_version(const std::string& store,
                                                     const std::string& version) const {
    std::map<std::string, std::string> files;
    for (const auto& [path, content] : tree(dir / store + "/" + version)) {
      files.emplace(version + "/" + path, content);
    }
    return files;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture,
                  "a version with indexes of its own kind is added, merged, verified, packed") {
  try_all({StoreVersion(kApart)});
  CHECK(fs::exists(dir / "merged/v99/records"));
  CHECK_FALSE(fs::exists(dir / "merged/v99/index"));
}

TEST_CASE_FIXTURE(Fixture, "so is one whose indexes lie among the content") {
  try_all({StoreVersion(kAmong)});
  CHECK_FALSE(fs::exists(dir / "merged/v98/index"));
}

TEST_CASE_FIXTURE(Fixture, "so is one with rows, as files and in a database") {
  SUBCASE("files") { try_all({StoreVersion(kRows), IndexKind::files}); }
  SUBCASE("database") {
    try_all({StoreVersion(kRows), IndexKind::database});
    CHECK(read_index_database(Directory::open(dir / "merged/v97")).size() == 5);
  }
}

TEST_CASE_FIXTURE(Fixture, "it is read by its own rules, and damage in it is found") {
  const StoreKind kind{StoreVersion(kApart)};
  write_file(dir / "bare", gzipped(tar_member({.name = "p/a.js", .content = "a"}) + tar_end()));
  Store store(dir / "out", Visibility::at_the_end, Durability::eventual, kind);
  const Request request{.tarball = dir / "bare", .id = PackageId::parse("bare@1")};
  const Outcome outcome = tests::add(store, request, options, workers);
  store.publish();
  CHECK(outcome.files == 2);  // a package without package.json gets one
  CHECK(outcome.index.starts_with("records/"));
  write_file(dir / "out/v99/" + outcome.index, "something else");
  const VerifyReport report = verify(dir / "out", workers, progress, kind.version);
  CHECK(report.damages == std::vector<std::string>{outcome.index + ": not made up"});
}
