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

/// What is known of one node.
struct PackageReading::Part {
  SlotContent content;
  bool requires_build = false;
  std::optional<Directory> opened;
  PackageCommands commands;
  std::vector<std::pair<std::string, PackageCommands>> bundled;  // by directory in the package
};

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

void PackageReading::take_commands(Part& part, std::size_t node, const PackageReader& reader,
                                   const std::vector<std::string>& bundled) const {
  const GraphNode& package = graph_.nodes[node];
  if (may_have_commands(node)) part.commands = commands_in(reader, package.name, *options_.rules);
  for (const std::string& directory : bundled) {
    part.bundled.emplace_back(
        directory, commands_in(reader_below(reader, directory), directory, *options_.rules));
  }
}

PackageReading::Part PackageReading::read_written(std::size_t node,
                                                  const PackageStores& stores) const {
  const LockedPackage& package = *graph_.nodes[node].package;
  Part part;
  part.content.package = stores.find(stored_for(package, options_.platforms));
  part.requires_build = part.content.package.requires_build;
  if (!may_have_commands(node) && !package.bundles) return part;
  take_commands(part, node, reader_of(part.content.package),
                package.bundles ? bundled_in(part.content.package) : std::vector<std::string>());
  return part;
}

PackageReading::Part PackageReading::read_directory(std::size_t node) const {
  const LockedPackage& package = *graph_.nodes[node].package;
  Part part;
  part.opened = Directory::open(fmt::format("{}/{}", options_.root, package.resolution.directory));
  part.content.package = local_package(*part.opened, options_.rules->packlist_rules);
  part.requires_build = part.content.package.requires_build;
  take_commands(part, node, reader_of(part.content.package), {});
  return part;
}

/// Of what is there already only the commands are looked at.
void PackageReading::take_kept(Part& part, std::size_t node) const {
  const LockedPackage& package = *graph_.nodes[node].package;
  const std::string& directory = layout_.slots[node].package;
  take_commands(part, node, reader_of(directory),
                package.bundles ? bundled_below(directory) : std::vector<std::string>());
}

/// What the stores are to have.
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

PackageSet PackageReading::read(const std::vector<bool>& is_written,
                                const std::vector<std::string>& pending_builds, Workers& workers,
                                Progress& progress) const {
  const std::size_t count = graph_.nodes.size();
  const std::vector<Stored> wanted = wanted_of(is_written);
  PackageSet set;
  const auto version = store_version(options_.rules->store_directory);
  const auto stores = std::make_shared<PackageStores>(
      wanted.empty() ? std::vector<std::string>() : options_.stores, *version, wanted, workers);
  progress.begin("reading packages", count, 0, "packages");
  const std::set<std::string_view> pending(pending_builds.begin(), pending_builds.end());
  std::vector<Part> parts(count);
  workers.for_each(count, [&](std::size_t i) {
    throw_if_interrupted();
    progress.count(0);
    const GraphNode& node = graph_.nodes[i];
    const LockedPackage& package = *node.package;
    if (!is_written[i]) parts[i].requires_build = pending.count(node.key) > 0;
    if (!is_written[i] && !may_have_commands(i) && !package.bundles) return;
    in_context(fmt::format("cannot link {}", node.key), [&] {
      if (!is_written[i]) return take_kept(parts[i], i);
      parts[i] = is_local_directory(*node.package) ? read_directory(i) : read_written(i, *stores);
      if (parts[i].opened) parts[i].content.package.store = &*parts[i].opened;
      patch(parts[i].content, i);
    });
  });
  set.stores = stores;
  collect(set, parts);
  read_linked(set);
  return set;
}

void PackageReading::collect(PackageSet& set, std::vector<Part>& parts) const {
  set.opened.reserve(parts.size());
  set.contents.reserve(parts.size());
  set.commands.nodes.reserve(parts.size());
  const bool builds = !lockfile_.patches.empty();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Part& part = parts[i];
    if (part.opened) {
      set.opened.push_back(std::move(*part.opened));
      part.content.package.store = &set.opened.back();
    }
    const bool is_patched = !patch_hash_in(graph_.nodes[i].key).empty();
    set.commands.is_built.push_back(builds && (is_patched || part.requires_build));
    set.commands.nodes.push_back(std::move(part.commands));
    for (auto& [directory, commands] : part.bundled) {
      set.commands.bundled.push_back(std::move(commands));
      set.commands.bundled_in.push_back(i);
      set.commands.bundled_directory.push_back(directory);
    }
    set.contents.push_back(std::move(part.content));
    set.requires_build.push_back(part.requires_build);
  }
}

/// Where a directory of the tree has its files, should that be written elsewhere.
std::string PackageReading::source_of(const std::string& directory) const {
  const bool is_inside = directory.starts_with(layout_.root + "/") || directory == layout_.root;
  return is_inside ? options_.root + directory.substr(layout_.root.size()) : directory;
}

void PackageReading::read_linked(PackageSet& set) const {
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
    set.commands.linked.emplace_back(directory, std::move(commands));
  }
}

void PackageReading::patch(SlotContent& content, std::size_t node) const {
  const std::string_view hash = patch_hash_in(graph_.nodes[node].key);
  if (hash.empty()) return;
  const std::string text = patch_text(lockfile_, options_.root, options_.settings, hash);
  content.changed = patched(content.package, text, options_.rules->patch_rules);
}

}  // namespace cafs
