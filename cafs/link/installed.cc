#include "cafs/link/installed.h"

#include <fmt/format.h>

#include "cafs/base/error.h"
#include "cafs/io/directory.h"
#include "cafs/text/yaml.h"

namespace cafs {

namespace {

std::string text_at(const std::string& directory, const std::string& name) {
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
  for (const auto& [key, snapshot] : lockfile.snapshots)
    installed.origin[std::string(key)] = origin_of(lockfile.packages[snapshot.package].resolution);
  for (const Importer& importer : lockfile.importers) {
    for (const Dependency& one : importer.dependencies)
      installed.direct.emplace_back(importer.directory, one.name);
  }
}

std::string text_in(const YamlNode& state, std::string_view key) {
  const YamlNode* const node = state.find(key);
  return node && node->kind == YamlNode::Kind::scalar ? std::string(node->text) : "";
}

void read_hoisted(Installed& installed, const YamlNode& state) {
  const YamlNode* const hoisted = state.find("hoistedDependencies");
  if (!hoisted) return;
  for (const auto& [key, aliases] : hoisted->children) {
    for (const auto& [alias, kind] : aliases->children) {
      installed.hoisted.emplace_back(
          alias, kind->text == "public" ? HoistedTo::root_modules : HoistedTo::private_modules);
    }
  }
}

void read_state(Installed& installed, const std::string& path) {
  const YamlStream documents(installed.modules_state);
  if (documents.documents().empty()) return;
  const YamlNode& state = *documents.documents().front();
  const std::string linker = text_in(state, "nodeLinker");
  if (!linker.empty() && linker != "isolated") {
    throw Error(fmt::format("{}: was laid out with nodeLinker {}: remove it first", path, linker));
  }
  read_hoisted(installed, state);
  installed.pruned_at = text_in(state, "prunedAt");
  const YamlNode* const pending = state.find("pendingBuilds");
  if (!pending) return;
  for (const auto& [none, one] : pending->children)
    installed.pending_builds.emplace_back(one->text);
}

/// Without what does not read as pnpm's.
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

Installed installed_in(const Layout& layout) {
  Installed installed;
  installed.lockfile = text_at(layout.lock, "lock.yaml");
  installed.modules_state = text_at(layout.modules, ".modules.yaml");
  const bool has_lock = !installed.lockfile.empty();
  if (has_lock && !reads([&] { read_lock(installed); })) installed.origin.clear();
  if (!installed.modules_state.empty()) read_state(installed, layout.modules);
  return installed;
}

}  // namespace cafs
