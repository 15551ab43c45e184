#include "cafs/link/installed.h"

#include <fmt/format.h>

#include <boost/filesystem.hpp>

#include "cafs/base/error.h"
#include "cafs/base/in_context.h"
#include "cafs/io/directory.h"
#include "cafs/text/json.h"
#include "cafs/text/json_text.h"
#include "cafs/text/yaml.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

std::string text_at(const std::string& directory, const std::string& name) {
  // A missing directory is too usual for an exception: the first one costs 3 ms.
  if (!fs::exists(fs::symlink_status(directory))) return "";
  try {
    return Directory::open(directory).read(name).value_or("");
  } catch (const std::system_error& e) {
    if (e.code() == std::errc::no_such_file_or_directory || e.code() == std::errc::not_a_directory)
      return "";
    throw;
  }
}

void read_lock(Installed& installed) {
  const YamlStream documents(installed.lockfile);
  const Lockfile lockfile = read_lockfile(documents);
  for (const Snapshot& snapshot : lockfile.snapshots) {
    installed.origin[std::string(snapshot.key)] =
        origin_of(lockfile.packages[snapshot.package].resolution);
  }
  for (const Importer& importer : lockfile.importers) {
    for (const Dependency& one : importer.dependencies)
      installed.direct.emplace_back(importer.directory, one.name);
  }
}

JsonValue json_of(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::scalar) return {std::string(node.text)};
  JsonValue::Array items;
  JsonObject members;
  for (const auto& [key, value] : node.children) {
    if (node.kind == YamlNode::Kind::sequence) items.push_back(json_of(*value));
    if (node.kind == YamlNode::Kind::mapping) members.set(std::string(key), json_of(*value));
  }
  if (node.kind == YamlNode::Kind::sequence) return {std::move(items)};
  return {std::move(members)};
}

/// The file is YAML by name. pnpm writes it as JSON, but somebody may have changed it.
JsonValue parse_state(const std::string& text) {
  try {
    return parse_json(text);
  } catch (const Error&) {
    const YamlStream documents(text, YamlReader::libyaml);
    return documents.documents().empty() ? JsonValue{} : json_of(*documents.documents().front());
  }
}

const std::vector<std::pair<std::string, JsonValue>>& members_of(const JsonValue* object) {
  static const std::vector<std::pair<std::string, JsonValue>> kNone;
  const auto* const found = object ? std::get_if<JsonObject>(&object->value) : nullptr;
  return found ? found->members() : kNone;
}

void read_hoisted(Installed& installed, const JsonValue& state) {
  for (const auto& [key, aliases] : members_of(state.find("hoistedDependencies"))) {
    for (const auto& [alias, kind] : members_of(&aliases)) {
      const std::string* const text = kind.string();
      const bool is_public = text && *text == "public";
      installed.hoisted.emplace_back(
          alias, is_public ? HoistedTo::root_modules : HoistedTo::private_modules);
    }
  }
}

void read_pending(Installed& installed, const JsonValue& state) {
  const JsonValue* const pending = state.find("pendingBuilds");
  const auto* const keys = pending ? std::get_if<JsonValue::Array>(&pending->value) : nullptr;
  if (!keys) return;
  for (const JsonValue& key : *keys) {
    if (const std::string* const text = key.string()) installed.pending_builds.push_back(*text);
  }
}

void read_state(Installed& installed, const std::string& path) {
  const JsonValue state =
      in_context(path + "/.modules.yaml", [&] { return parse_state(installed.modules_state); });
  const std::string linker = text_in(state, "nodeLinker");
  if (!linker.empty() && linker != "isolated") {
    throw Error(fmt::format("{}: was laid out with nodeLinker {}: remove it first", path, linker));
  }
  read_hoisted(installed, state);
  read_pending(installed, state);
  installed.pruned_at = text_in(state, "prunedAt");
}

/// Whether `read` succeeds; it fails where the text is not one of pnpm's.
template <typename Read>
bool reads(const Read& read) {
  try {
    read();
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::string origin_of(const Resolution& resolution) {
  return fmt::format("{} {} {} {}", resolution.type, resolution.integrity, resolution.tarball,
                     resolution.directory);
}

Installed installed_in(const TreePaths& paths) {
  Installed installed;
  installed.lockfile = text_at(paths.lock, "lock.yaml");
  installed.modules_state = text_at(paths.modules, ".modules.yaml");
  if (!installed.modules_state.empty()) read_state(installed, paths.modules);
  return installed;
}

void compare_lockfile(Installed& installed, std::string_view wanted) {
  installed.is_same_lockfile = installed.lockfile == wanted;
  const bool is_other = !installed.lockfile.empty() && !installed.is_same_lockfile;
  if (is_other && !reads([&] { read_lock(installed); })) installed.origin.clear();
}

}  // namespace cafs
