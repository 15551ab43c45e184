// What the real pnpm did with each crafted tarball, as `update` recorded it, against what we do.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <map>
#include <memory>

#include "cafs/text/json.h"
#include "tests/support/add.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

const std::string kDir = CAFS_GOLDEN_DIR;

std::string text(const JsonValue& object, std::string_view key) {
  const JsonValue* const member = object.find(key);
  return member && member->string() ? *member->string() : "";
}

const JsonValue::Array& cases() {
  static const JsonValue all = parse_json(read_file(kDir + "/pnpm-10.34.9.json"));
  return std::get<JsonValue::Array>(all.value);
}

/// Cases that we refuse although pnpm 10 stores them, or the other way round, each with the heading
/// of its row.
const JsonValue& deviations() {
  static const JsonValue all = parse_json(read_file(kDir + "/deviations.json"));
  return all;
}

/// A store as text: content files with size and execute bit, indexes and markers with their
/// content.
std::map<std::string, std::string> seen_store(const std::string& root) {
  std::map<std::string, std::string> files;
  for (const auto& [path, content] : tree(root)) {
    const bool executable = (mode_of(root + "/" + path) & 0111) != 0;
    files[path] =
        path.starts_with("files/") ? fmt::format("{} {}", content.size(), executable) : content;
  }
  return files;
}

/// A git-hosted package has an index for installs with scripts and one for installs without; pnpm
/// writes the one that it needs.
void add_twin(std::map<std::string, std::string>& files, const std::string& path) {
  const std::string directory = path.substr(0, path.find('/'));
  for (const char* const name : {"/integrity.json", "/integrity-not-built.json"}) {
    files[directory + name] = files.at(path);
  }
}

std::map<std::string, std::string> golden_store(const JsonValue& golden) {
  std::map<std::string, std::string> files{{text(golden, "index"), text(golden, "record")}};
  for (const auto& [path, file] : std::get<JsonObject>(golden.find("files")->value).members()) {
    const double size = std::get<double>(file.find("size")->value);
    files[path] = fmt::format("{:.0f} {}", size, file.find("exec")->truthy());
  }
  if (golden.find("gitHosted")) add_twin(files, text(golden, "index"));
  if (const JsonValue* const others = golden.find("others")) {
    for (const auto& [path, content] : std::get<JsonObject>(others->value).members()) {
      files[path] = *content.string();
    }
  }
  return files;
}

std::shared_ptr<const Runtime> runtime_of(const JsonValue& golden) {
  const JsonValue* const runtime = golden.find("runtime");
  if (!runtime) return nullptr;
  return std::make_shared<Runtime>(
      make_runtime(text(golden, "id"), *runtime->find("bin"), text(*runtime, "prefix")));
}

/// Adds the case's tarball to a fresh store and tells the refusal, or nothing.
std::string add_case(const JsonValue& golden, const std::string& root) {
  Workers workers(1);
  Store store(root, Visibility::at_the_end);
  try {
    const Request tarball{.tarball = kDir + "/" + text(golden, "tarball"),
                          .origin = golden.find("gitHosted") ? Origin::git_host : Origin::registry,
                          .id = PackageId::parse(text(golden, "id")),
                          .integrity = Integrity::parse(text(golden, "integrity")),
                          .runtime = runtime_of(golden)};
    add(store, tarball, {}, workers);
  } catch (const std::exception& e) {
    return e.what();
  }
  store.publish();
  return "";
}

}  // namespace

TEST_CASE(
    "every crafted tarball ends as it does in pnpm 10.34.9, or has a row in COMPATIBILITY.md") {
  REQUIRE(cases().size() > 200);
  for (const JsonValue& golden : cases()) {
    const std::string name = text(golden, "name");
    CAPTURE(name);
    const Temporary dir;
    const std::string refusal = add_case(golden, dir / "out");
    CAPTURE(refusal);
    const bool stored = text(golden, "outcome") == "stored";
    const bool deviates = deviations().find(name) != nullptr;
    CHECK(refusal.empty() == (stored != deviates));
    if (!refusal.empty()) {
      CHECK(tree(dir.path()).empty());
    } else if (stored && !deviates) {
      CHECK(seen_store(dir / "out/v10") == golden_store(golden));
    }
  }
}

TEST_CASE("every deviation is a case, and its row is in COMPATIBILITY.md") {
  const std::string rows = read_file(CAFS_COMPATIBILITY_MD);
  for (const auto& deviation : std::get<JsonObject>(deviations().value).members()) {
    const std::string& name = deviation.first;
    CAPTURE(name);
    const auto is_it = [&](const JsonValue& golden) { return text(golden, "name") == name; };
    const auto found = std::find_if(cases().begin(), cases().end(), is_it);
    REQUIRE(found != cases().end());
    CHECK(rows.find("| " + *deviation.second.string() + " |") != std::string::npos);
  }
}
