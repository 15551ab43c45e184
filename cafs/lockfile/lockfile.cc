#include "cafs/lockfile/lockfile.h"

#include <fmt/format.h>

#include <string>

#include "cafs/base/error.h"
#include "cafs/lockfile/package_key.h"
#include "cafs/lockfile/snapshot_key.h"
#include "cafs/lockfile/yaml_fields.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

/// A list of texts. A single text is a list, too.
std::vector<std::string_view> texts_of(const YamlNode& node, std::string_view key) {
  if (node.kind == YamlNode::Kind::mapping) throw error_at(node, key, "want a list of texts");
  if (node.is_null()) return {};
  if (node.kind == YamlNode::Kind::scalar) return {node.text};
  std::vector<std::string_view> texts;
  for (const auto& [none, item] : node.children) texts.push_back(text_of(*item, key));
  return texts;
}

Target target_of(const YamlNode& node, std::string_view key) {
  Target target;
  for (const auto& [field, value] : members_of(&node, key)) {
    if (field == "os") target.os = text_of(*value, key);
    if (field == "cpu") target.cpu = text_of(*value, key);
    if (field == "libc") target.libc = text_of(*value, key);
  }
  return target;
}

/// A resolution without its variants.
Resolution plain_resolution(const YamlNode& node, std::string_view key) {
  Resolution resolution;
  for (const auto& [field, value] : members_of(&node, key)) {
    if (field == "type") resolution.type = text_of(*value, key);
    if (field == "integrity") resolution.integrity = text_of(*value, key);
    if (field == "tarball") resolution.tarball = text_of(*value, key);
    if (field == "directory") resolution.directory = text_of(*value, key);
    if (field == "gitHosted") resolution.git_hosted = value->is_true();
    if (field == "url") resolution.url = text_of(*value, key);
    if (field == "prefix") resolution.prefix = text_of(*value, key);
    if (field == "bin" && !value->is_null()) resolution.bin = value;
  }
  if (resolution.type == "directory" && !node.find("directory")) {
    throw error_at(node, key, "has a resolution of the type directory, without the directory");
  }
  return resolution;
}

/// A variant has no variants of its own: aliases could make them grow without end.
Variant variant_of(const YamlNode& node, std::string_view key) {
  Variant variant;
  for (const auto& [field, value] : members_of(&node, key)) {
    if (field == "resolution") variant.resolution = plain_resolution(*value, key);
    if (field != "targets") continue;
    for (const auto& [none, target] : items_of(*value, key)) {
      variant.targets.push_back(target_of(*target, key));
    }
  }
  return variant;
}

Resolution resolution_of(const YamlNode& node, std::string_view key) {
  Resolution resolution = plain_resolution(node, key);
  const YamlNode* const variants = node.find("variants");
  if (!variants) return resolution;
  for (const auto& [none, variant] : items_of(*variants, key)) {
    resolution.variants.push_back(variant_of(*variant, key));
  }
  return resolution;
}

/// The range for Node.js in `engines`, which old packages have as a list.
std::string_view node_engine_of(const YamlNode& engines, std::string_view key) {
  const bool is_mapping = engines.kind == YamlNode::Kind::mapping;
  const YamlNode* const node = is_mapping ? engines.find("node") : nullptr;
  return node && !node->is_null() ? text_of(*node, key) : "";
}

/// The names of the optional peers in `peerDependenciesMeta`.
std::vector<std::string_view> optional_in(const YamlNode& peers, std::string_view key) {
  std::vector<std::string_view> names;
  for (const auto& [name, peer] : members_of(&peers, key)) {
    const YamlNode* const optional = peer->find("optional");
    if (optional && optional->is_true()) names.push_back(name);
  }
  return names;
}

std::vector<std::string_view> names_in(const YamlNode& node, std::string_view key) {
  std::vector<std::string_view> names;
  for (const auto& [name, value] : members_of(&node, key)) names.push_back(name);
  return names;
}

LockedPackage package_of(std::string_view key, const YamlNode& node) {
  LockedPackage package{.key = key, .line = node.line};
  bool is_resolved = false;
  for (const auto& [field, value] : members_of(&node, key)) {
    if (field == "resolution") {
      package.resolution = resolution_of(*value, key);
      is_resolved = !value->is_null();
    }
    if (field == "os") package.platforms.os = texts_of(*value, key);
    if (field == "cpu") package.platforms.cpu = texts_of(*value, key);
    if (field == "libc") package.platforms.libc = texts_of(*value, key);
    if (field == "hasBin") package.has_bin = value->is_true();
    if (field == "bundledDependencies") package.bundles = value->is_true();
    if (field == "peerDependencies") package.peers = names_in(*value, key);
    if (field == "peerDependenciesMeta") package.optional_peers = optional_in(*value, key);
    if (field == "engines") package.node_engine = node_engine_of(*value, key);
  }
  if (!is_resolved) throw error_at(node, key, "has no resolution");
  return package;
}

std::optional<DependencyKind> kind_of(std::string_view field) {
  if (field == "dependencies") return DependencyKind::production;
  if (field == "devDependencies") return DependencyKind::development;
  if (field == "optionalDependencies") return DependencyKind::optional;
  return std::nullopt;
}

/// `{NAME: VERSION}`, or `{NAME: {specifier: …, version: VERSION}}`.
void add_dependencies(std::vector<Dependency>& list, const YamlNode& node, std::string_view key,
                      DependencyKind kind = DependencyKind::production) {
  for (const auto& [name, value] : members_of(&node, key)) {
    const YamlNode* const version =
        value->kind == YamlNode::Kind::mapping ? value->find("version") : value;
    if (!version) throw error_at(*value, key, fmt::format("{} has no version", quote(name)));
    list.push_back({name, text_of(*version, key), kind});
  }
}

Importer importer_of(std::string_view directory, const YamlNode& node) {
  Importer importer{.directory = directory};
  for (const auto& [field, value] : members_of(&node, directory)) {
    const auto kind = kind_of(field);
    if (kind) add_dependencies(importer.dependencies, *value, directory, *kind);
    if (field == "configDependencies") {
      add_dependencies(importer.config_dependencies, *value, directory);
    }
  }
  return importer;
}

/// Puts an item into a list, and its index into a map. Of several documents with the same key the
/// last one counts.
template <typename Item, typename Index>
Index put(std::vector<Item>& list, std::unordered_map<std::string_view, Index>& by_key,
          std::string_view key, Item item) {
  const auto [place, is_new] = by_key.try_emplace(key, static_cast<Index>(list.size()));
  if (is_new) list.emplace_back();
  list[place->second] = std::move(item);
  return place->second;
}

/// Reads a document into a lockfile, which may have others already.
class DocumentReader {
 public:
  DocumentReader(Lockfile& lockfile, const YamlNode& document)
      : lockfile_(lockfile), document_(document) {}

  void read() {
    check_version();
    reserve();
    for (const auto& [key, node] : members("packages")) add_package(key, *node);
    wanted_.assign(lockfile_.packages.size(), false);
    for (const auto& [key, node] : members("snapshots")) add_snapshot(key, *node);
    check_that_it_is_whole();
    for (const auto& [directory, node] : members("importers")) {
      lockfile_.importers.push_back(importer_of(directory, *node));
    }
    for (const auto& [name, node] : members("patchedDependencies")) add_patch(name, *node);
    read_settings();
  }

 private:
  YamlNode::Children members(std::string_view section) const {
    return members_of(document_.find(section), section);
  }

  /// Reserves room for the items so far, and for those of this document.
  void reserve() {
    lockfile_.packages.reserve(lockfile_.packages.size() + members("packages").size());
    lockfile_.package_by_key.reserve(lockfile_.packages.capacity());
    lockfile_.snapshots.reserve(lockfile_.snapshots.size() + members("snapshots").size());
    lockfile_.snapshot_by_key.reserve(lockfile_.snapshots.capacity());
  }

  void check_version() const {
    const YamlNode* const version = document_.find("lockfileVersion");
    if (!version) {
      throw Error("has no lockfileVersion: is it a pnpm-lock.yaml?");
    }
    if (text_of(*version, "lockfileVersion") != "9.0") {
      throw error_at(*version, "lockfileVersion",
                     fmt::format("{} is not supported: want 9.0, as pnpm 9 to 12 write it",
                                 quote(version->text)));
    }
  }

  void add_package(std::string_view key, const YamlNode& node) {
    mine_.push_back(put(lockfile_.packages, lockfile_.package_by_key, key, package_of(key, node)));
  }

  /// The package of a snapshot `name@1.0.0(peer@2.0.0)`. Its key is that of the snapshot without
  /// the parentheses at its end. (A path or URL may have parentheses of its own.)
  std::size_t package_of_snapshot(std::string_view key, const YamlNode& node) const {
    for (std::size_t end = key.size(); end != key.npos && end > 0; end = key.rfind('(', end - 1)) {
      const auto found = lockfile_.package_by_key.find(key.substr(0, end));
      if (found != lockfile_.package_by_key.end()) return found->second;
    }
    throw error_at(node, key, "is among the snapshots, but not among the packages");
  }

  void add_snapshot(std::string_view key, const YamlNode& node) {
    Snapshot snapshot{.key = key, .package = package_of_snapshot(key, node)};
    LockedPackage& package = lockfile_.packages[snapshot.package];
    for (const auto& [field, value] : members_of(&node, key)) {
      const auto kind = kind_of(field);
      if (kind && kind != DependencyKind::development) {
        add_dependencies(snapshot.dependencies, *value, key, *kind);
      }
      if (field == "optional") snapshot.optional = value->is_true();
      if (field == "id" && package.id.empty()) package.id = text_of(*value, key);
    }
    package.optional = package.optional && snapshot.optional;
    wanted_[snapshot.package] = true;
    put(lockfile_.snapshots, lockfile_.snapshot_by_key, key, std::move(snapshot));
  }

  /// `{hash: …, path: …}`, or the hash alone, as pnpm 11 and 12 write it.
  void add_patch(std::string_view name, const YamlNode& node) {
    LockedPatch patch;
    if (node.kind == YamlNode::Kind::scalar) {
      patch.hash = node.text;
    } else {
      for (const auto& [field, value] : members_of(&node, name)) {
        if (field == "hash") patch.hash = text_of(*value, name);
        if (field == "path") patch.path = text_of(*value, name);
      }
    }
    lockfile_.patches.emplace_back(name, patch);
  }

  void check_that_it_is_whole() const {
    const bool has_snapshots = !members("snapshots").empty();
    if (mine_.empty() && has_snapshots)
      throw Error("has snapshots, but no packages: it is cut off");
    if (!mine_.empty() && !has_snapshots)
      throw Error("has packages, but no snapshots: it is cut off");
    if (!document_.find("importers")) throw Error("has no importers: it is cut off");
    for (const std::size_t i : mine_) {
      if (wanted_[i]) continue;
      const LockedPackage& package = lockfile_.packages[i];
      throw Error(
          fmt::format("line {}: {}: is not among the snapshots", package.line, package.key));
    }
  }

  void read_settings() {
    for (const auto& [key, value] : members("settings")) {
      if (key == "autoInstallPeers") lockfile_.installs_peers = value->is_true();
      if (key != "integrityTarget") continue;
      lockfile_.integrity_target =
          text_of(*value, key) == "tar" ? IntegrityTarget::tar : IntegrityTarget::tarball;
    }
  }

  Lockfile& lockfile_;
  const YamlNode& document_;
  std::vector<std::size_t> mine_;  // packages of this document
  std::vector<bool> wanted_;       // by a snapshot of this document
};

}  // namespace

std::string_view id_of(const LockedPackage& package) {
  return package.id.empty() ? id_of_key(package.key) : package.id;
}

Lockfile read_lockfile(const YamlStream& documents) {
  Lockfile lockfile;
  if (documents.documents().empty()) throw Error("has no lockfileVersion: is it a pnpm-lock.yaml?");
  for (const YamlNode* const document : documents.documents()) {
    members_of(document, "the lockfile");
    DocumentReader(lockfile, *document).read();
  }
  resolve_snapshots(lockfile);
  return lockfile;
}

}  // namespace cafs
