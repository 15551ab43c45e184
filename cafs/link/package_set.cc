#include "cafs/link/package_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cafs/base/in_context.h"
#include "cafs/base/interrupt.h"
#include "cafs/index/store_version.h"
#include "cafs/link/local_package.h"
#include "cafs/link/package_patch.h"
#include "cafs/link/package_reader.h"
#include "cafs/lockfile/variants.h"
#include "cafs/node_modules/pnpm_rules.h"

namespace cafs {

Stored stored_for(const LockedPackage& package, const std::vector<Platform>& platforms) {
  return stored_as(package, *resolutions_for(package, id_of(package), platforms).front());
}

bool is_local_directory(const LockedPackage& package) {
  return package.resolution.type == "directory";
}

std::string_view patch_hash_in(std::string_view key) {
  constexpr std::string_view kStart = "(patch_hash=";
  const std::size_t start = key.find(kStart);
  if (start == key.npos) return "";
  const std::size_t first = start + kStart.size();
  return key.substr(first, key.find(')', first) - first);
}

bool PackageReading::may_have_commands(std::size_t node) const {
  const LockedPackage& package = *graph_.nodes[node].package;
  return package.has_bin || is_local_directory(package) || looked_into_[node];
}

void PackageReading::take_commands(std::size_t node, const PackageReader& reader,
                                   const std::vector<std::string>& bundled) {
  const PnpmRules& rules = *options_.rules;
  if (may_have_commands(node))
    set_.commands.nodes[node] = commands_in(reader, graph_.nodes[node].name, rules);
  std::vector<BundledCommands> found;
  found.reserve(bundled.size());
  for (const std::string& directory : bundled)
    found.push_back({directory, commands_in(reader_below(reader, directory), directory, rules)});
  if (found.empty()) return;
  const std::lock_guard lock(several_);
  set_.commands.bundled[node] = std::move(found);
}

void PackageReading::read_stored(std::size_t node) {
  const LockedPackage& locked = *graph_.nodes[node].package;
  StoredPackage& package = set_.contents[node].package;
  package = set_.stores->find(stored_for(locked, options_.platforms));
  if (!may_have_commands(node) && !locked.bundles) return;
  take_commands(node, reader_of(package),
                locked.bundles ? bundled_in(package) : std::vector<std::string>());
}

void PackageReading::read_directory(std::size_t node) {
  const std::string_view path = graph_.nodes[node].package->resolution.directory;
  StoredPackage& package = set_.contents[node].package;
  Directory directory = Directory::open(fmt::format("{}/{}", options_.root, path));
  package = local_package(directory, options_.rules->packlist_rules);
  {
    const std::lock_guard lock(several_);
    package.store = &set_.opened.emplace_back(std::move(directory));
  }
  take_commands(node, reader_of(package), {});
}

void PackageReading::read_written(std::size_t node) {
  if (is_local_directory(*graph_.nodes[node].package)) {
    read_directory(node);
  } else {
    read_stored(node);
  }
  set_.requires_build[node] = set_.contents[node].package.requires_build ? 1 : 0;
  patch(node);
}

/// Of a package that is there already, only the commands are read.
void PackageReading::take_kept(std::size_t node) {
  const LockedPackage& package = *graph_.nodes[node].package;
  const std::string& directory = layout_.slots[node].package;
  take_commands(node, reader_of(directory),
                package.bundles ? bundled_below(directory) : std::vector<std::string>());
}

/// The packages that the stores must have.
std::vector<Stored> PackageReading::wanted_of(const std::vector<bool>& is_written) const {
  std::vector<Stored> wanted;
  for (std::size_t i = 0; i < is_written.size(); ++i) {
    const GraphNode& node = graph_.nodes[i];
    if (!is_written[i] || is_local_directory(*node.package)) continue;
    in_context(fmt::format("cannot link {}", node.key),
               [&] { wanted.push_back(stored_for(*node.package, options_.platforms)); });
  }
  return wanted;
}

bool PackageReading::is_built(std::size_t node) const {
  if (lockfile_.patches.empty()) return false;
  return set_.requires_build[node] != 0 || !patch_hash_in(graph_.nodes[node].key).empty();
}

PackageSet PackageReading::read(const std::vector<bool>& is_written,
                                const std::vector<std::string>& pending_builds, Workers& workers,
                                Progress& progress) {
  const std::size_t count = graph_.nodes.size();
  set_.contents.resize(count);
  set_.requires_build.resize(count);
  set_.commands.nodes.resize(count);
  const std::vector<Stored> wanted = wanted_of(is_written);
  const auto version = store_version(options_.rules->store_directory);
  set_.stores = std::make_shared<PackageStores>(
      wanted.empty() ? std::vector<std::string>() : options_.stores, *version, wanted, workers);
  progress.begin("reading packages", count, 0, "packages");
  const std::set<std::string_view> pending(pending_builds.begin(), pending_builds.end());
  workers.for_each(count, [&](std::size_t i) {
    throw_if_interrupted();
    progress.count(0);
    const GraphNode& node = graph_.nodes[i];
    if (!is_written[i]) set_.requires_build[i] = pending.contains(node.key) ? 1 : 0;
    if (!is_written[i] && !may_have_commands(i) && !node.package->bundles) return;
    in_context(fmt::format("cannot link {}", node.key),
               [&] { is_written[i] ? read_written(i) : take_kept(i); });
  });
  for (std::size_t i = 0; i < count; ++i) set_.commands.is_built.push_back(is_built(i));
  read_linked();
  return std::move(set_);
}

/// Where the files of a directory of the tree are: below the lockfile's directory, even if the tree
/// is written elsewhere.
std::string PackageReading::source_of(const std::string& directory) const {
  const bool is_inside = directory.starts_with(layout_.root + "/") || directory == layout_.root;
  return is_inside ? options_.root + directory.substr(layout_.root.size()) : directory;
}

void PackageReading::read_linked() {
  std::set<std::string> directories;
  const auto take = [&](const std::vector<Edge>& edges) {
    for (const Edge& edge : edges) {
      if (edge.is_link()) directories.insert(layout_.target_of(edge));
    }
  };
  for (const GraphNode& node : graph_.nodes) take(node.children);
  for (const Project& project : graph_.projects) take(project.dependencies);
  for (const std::string& directory : directories) {
    const std::string source = source_of(directory);
    if (!has_manifest(source)) continue;
    PackageCommands commands = commands_in(reader_of(source), directory, *options_.rules);
    const Directory opened = Directory::open(source);
    for (PackageCommand& one : commands.commands) {
      const auto status = opened.status(one.command.path);
      one.is_executable = status && (status->mode & 0111) != 0;
    }
    set_.commands.linked.emplace_back(directory, std::move(commands));
  }
}

void PackageReading::patch(std::size_t node) {
  const std::string_view hash = patch_hash_in(graph_.nodes[node].key);
  if (hash.empty()) return;
  const std::string text = patch_text(lockfile_, options_.root, options_.settings, hash);
  SlotContent& content = set_.contents[node];
  content.changed = patched(content.package, text, options_.rules->patch_rules);
}

}  // namespace cafs
