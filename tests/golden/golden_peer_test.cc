// What pnpm 9, 11 and 12 did with each crafted tarball, as `update-peer` recorded it, against the
// indexes that we make for their stores.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "cafs/base/error.h"
#include "cafs/index/index_contents.h"
#include "cafs/index/index_json.h"
#include "cafs/index/package_index.h"
#include "cafs/index/row/package_row.h"
#include "cafs/index/row/row_contents.h"
#include "cafs/index/row/row_key.h"
#include "cafs/index/store_version.h"
#include "cafs/tarball/container.h"
#include "cafs/tarball/runtime.h"
#include "cafs/text/base64.h"
#include "cafs/text/json.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

const std::string kDir = CAFS_GOLDEN_DIR;

std::string text(const JsonValue& object, std::string_view key) {
  const JsonValue* const member = object.find(key);
  return member && member->string() ? *member->string() : "";
}

JsonValue golden_json(const std::string& name) { return parse_json(read_file(kDir + "/" + name)); }

/// The cases as pnpm 10 was asked about them, by name.
const std::map<std::string, const JsonValue*>& cases() {
  static const JsonValue all = golden_json("pnpm-10.34.9.json");
  static const auto by_name = [] {
    std::map<std::string, const JsonValue*> result;
    for (const JsonValue& item : std::get<JsonValue::Array>(all.value))
      result[text(item, "name")] = &item;
    return result;
  }();
  return by_name;
}

constexpr std::uint64_t kLimit = std::uint64_t{4} << 30;

PackageIndex index_of(const Unpacked& unpacked, StoreVersion version) {
  Manifest manifest;
  std::vector<Digest> digests;
  for (const Entry& entry : unpacked.entries) {
    if (entry.path == "package.json") manifest = read_manifest(entry.content, version->rules);
    digests.push_back(sha512(entry.content));
  }
  PackageIndex index = package_index(manifest, unpacked.entries, digests);
  index.from_directory = unpacked.from_directory;
  return index;
}

/// The index of a case's package, or why there is none.
struct Ours {
  std::optional<PackageIndex> index;
  std::string refusal;
};

Ours ours(const JsonValue& item, StoreVersion version) {
  try {
    const std::string tarball = read_file(kDir + "/" + text(item, "tarball"));
    PackageId::parse(text(item, "id"));
    const Integrity integrity = Integrity::parse(text(item, "integrity"));
    integrity.check(hash(integrity.algorithm(), as_bytes(tarball)));
    const ByteView bytes = as_bytes(tarball);
    if (const JsonValue* const fields = item.find("runtime")) {
      const Runtime runtime =
          make_runtime(text(item, "id"), *fields->find("bin"), text(*fields, "prefix"));
      const auto unpacked =
          unpack_runtime(bytes, runtime, Container::tarball, kLimit, version->rules);
      return {.index = index_of(unpacked, version), .refusal = {}};
    }
    const auto unpacked = unpack(bytes, Container::tarball, kLimit, version->rules);
    return {.index = index_of(unpacked, version), .refusal = {}};
  } catch (const Error& e) {
    return {.index = {}, .refusal = e.what()};
  }
}

/// Each case must end alike, and `same(case, golden, ours)` be true where both store it; or else it
/// is among the deviations of this name.
template <typename Same>
void compare(const std::string& version_name, StoreVersion version, const Same& same) {
  const JsonValue results = golden_json(version_name + ".json");
  const JsonValue deviations = golden_json("deviations-" + version_name + ".json");
  std::size_t compared = 0;
  for (const JsonValue& golden : std::get<JsonValue::Array>(results.value)) {
    const std::string name = text(golden, "name");
    CAPTURE(name);
    REQUIRE(cases().contains(name));
    const JsonValue& item = *cases().at(name);
    const Ours mine = ours(item, version);
    CAPTURE(mine.refusal);
    const bool stored = text(golden, "outcome") == "stored";
    bool alike = stored == mine.index.has_value();
    if (stored && mine.index) {
      alike = same(item, golden, *mine.index);
      ++compared;
    }
    CHECK(alike == (deviations.find(name) == nullptr));
  }
  CHECK(compared > 500);
}

/// Of pnpm 9, whatever the id.
std::string index_path(const std::string& integrity) {
  const PackageId any = PackageId::parse("a@1");
  return StoreVersion::v3->index_name(Integrity::parse(integrity), any).path;
}

bool equal_json(const JsonValue& item, const JsonValue& golden, const PackageIndex& index) {
  const std::string record = text(golden, golden.find("record") ? "record" : "");
  if (!item.find("gitHosted")) {
    CHECK(text(golden, "index") == index_path(text(item, "integrity")));
  }
  const std::string json = index_json(index);
  CHECK(json == (record.empty() ? text(item, "record") : record));
  return true;
}

/// Whether the recorded row, if it could be recorded, is `row`.
bool has_row(const JsonValue& golden, const std::string& row) {
  if (golden.find("rowHash")) {
    return hash(HashAlgorithm::sha256, as_bytes(row)).hex() == text(golden, "rowHash");
  }
  return !golden.find("row") || to_base64(as_bytes(row)) == text(golden, "row");
}

bool has_key(const JsonValue& item, const JsonValue& golden) {
  const PackageId id = PackageId::parse(text(item, "id"));
  const bool git_hosted = item.find("gitHosted") != nullptr;
  return text(golden, "key") == (git_hosted
                                     ? git_hosted_row_keys(id)[0]
                                     : row_key(Integrity::parse(text(item, "integrity")), id));
}

bool equal_row(const JsonValue& item, const JsonValue& golden, const PackageIndex& index) {
  CHECK(has_key(item, golden));
  const std::string made = package_row(index);
  CHECK(row_without_checked_at(made) == made);
  CHECK(unite_rows(made, made) == made);
  CHECK(read_row_contents(made).files.size() == index.files.size());
  return has_row(golden, made);
}

/// pnpm 12's files are sorted; `update-peer` had the rest brought into pnpm 11's order.
bool equal_sorted_row(const JsonValue& item, const JsonValue& golden, PackageIndex index) {
  std::ranges::sort(index.files, {}, &FileRecord::path);
  return has_key(item, golden) && has_row(golden, package_row(index));
}

}  // namespace

TEST_CASE("every deviation has its row in COMPATIBILITY.md") {
  const std::string rows = read_file(CAFS_COMPATIBILITY_MD);
  for (const char* const name : {"pnpm-9.15.9", "pnpm-11.28.11", "pnpm-12.21.0"}) {
    const JsonValue deviations = golden_json("deviations-" + std::string(name) + ".json");
    for (const auto& deviation : std::get<JsonObject>(deviations.value).members()) {
      CAPTURE(deviation.first);
      CHECK(rows.find("| " + *deviation.second.string() + " |") != std::string::npos);
    }
  }
}

TEST_CASE("the index of every crafted tarball is that of pnpm 9.15.9") {
  compare("pnpm-9.15.9", StoreVersion::v3, equal_json);
}

TEST_CASE("the row of every crafted tarball is that of pnpm 11.28.11") {
  compare("pnpm-11.28.11", StoreVersion::v11, equal_row);
}

TEST_CASE("the row of every crafted tarball says what that of pnpm 12.21.0 says") {
  compare("pnpm-12.21.0", StoreVersion::v11, equal_sorted_row);
}
