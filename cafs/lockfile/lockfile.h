#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cafs/lockfile/platform.h"
#include "cafs/text/yaml.h"

namespace cafs {

struct Variant;

/// What a lockfile says of where the content of a package comes from.
struct Resolution {
  std::string_view type;       ///< git, directory, binary, variations, …; empty of a tarball
  std::string_view integrity;  ///< empty if there is none
  std::string_view tarball;    ///< a URL, maybe relative to the registry, or `file:` and a path
  std::string_view directory;  ///< of the type directory: its path
  bool git_hosted = false;     ///< the tarball is a repository, of which pnpm makes the package

  // Of a runtime, as of Node.js, which is an archive without a package.json.
  std::string_view url;           ///< of the type binary: where the archive is
  std::string_view prefix;        ///< the directory of a zip that has the files; or empty
  const YamlNode* bin = nullptr;  ///< its programs: a path, or paths by name
  std::vector<Variant> variants;  ///< of the type variations
};

/// A platform that a variant is for, in Node's words.
struct Target {
  std::string_view os;
  std::string_view cpu;
  std::string_view libc;  ///< empty of glibc, and where there is none
};

/// One of the archives of a runtime.
struct Variant {
  Resolution resolution;
  std::vector<Target> targets;
};

/// One of the packages of a lockfile.
struct LockedPackage {
  std::string_view key;  ///< `name@version` and the like: see PackageKey
  std::uint32_t line = 0;
  Resolution resolution;
  PlatformLists platforms;
  std::string_view id;   ///< what a snapshot says the package is called in a store; or empty
  bool optional = true;  ///< whether only optional dependencies want it
  bool has_bin = false;  ///< whether its manifest names commands
  bool bundles = false;  ///< whether it has dependencies in its own tarball
  std::vector<std::string_view> peers;           ///< names of all its peers
  std::vector<std::string_view> optional_peers;  ///< of those that it can do without
  std::string_view node_engine;  ///< the versions of Node.js that it is for; empty of all
};

/// As what something is depended on.
enum class DependencyKind { production, development, optional };

/// What something depends on: a name, and what the lockfile resolved it to.
struct Dependency {
  static constexpr std::uint32_t kNoSnapshot = std::numeric_limits<std::uint32_t>::max();

  std::string_view name;
  std::string_view version;
  DependencyKind kind = DependencyKind::production;
  /// The index of the snapshot; kNoSnapshot of a link, and where the lockfile does not have it.
  std::uint32_t snapshot = kNoSnapshot;
};

/// What stands before the path of a directory that a dependency is linked to.
inline constexpr std::string_view kLink = "link:";

/// A project of the workspace.
struct Importer {
  std::string_view directory;                   ///< relative to the lockfile's, `.` for itself
  std::vector<Dependency> dependencies;         ///< of all kinds
  std::vector<Dependency> config_dependencies;  ///< what pnpm itself is configured with
};

/// A package with certain peers.
struct Snapshot {
  std::string_view key;
  std::size_t package = 0;               ///< its index among the packages
  std::vector<Dependency> dependencies;  ///< in the order of the lockfile
  bool optional = false;                 ///< whether only optional dependencies want it
};

/// A patch that pnpm applies to a package.
struct LockedPatch {
  std::string_view hash;
  std::string_view path;  ///< relative to the lockfile; empty where the lockfile has the hash alone
};

/// What an integrity is of.
enum class IntegrityTarget { tarball, tar };

/// A pnpm-lock.yaml of lockfileVersion 9.0, as pnpm 9 to 12 write it: the union of its documents,
/// of which pnpm 11 and later have one more for what they are configured with.
struct Lockfile {
  std::vector<LockedPackage> packages;
  std::unordered_map<std::string_view, std::size_t> package_by_key;
  std::vector<Importer> importers;
  std::vector<Snapshot> snapshots;
  std::unordered_map<std::string_view, std::uint32_t> snapshot_by_key;
  std::vector<std::pair<std::string_view, LockedPatch>> patches;  ///< by `name@version` or `name`
  IntegrityTarget integrity_target = IntegrityTarget::tarball;
  bool installs_peers = true;  ///< those that nobody depends on: autoInstallPeers
};

/// What pnpm calls the package in its store.
std::string_view id_of(const LockedPackage& package);

/// Reads the documents of a lockfile, whose text the result refers to. Throws Error, with the line
/// and the key, for what pnpm would not install from frozen, or is cut off.
Lockfile read_lockfile(const YamlStream& documents);

}  // namespace cafs
