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

/// The source of a package's content, as a lockfile has it.
struct Resolution {
  std::string_view type;       ///< git, directory, binary, variations, …; empty for a tarball
  std::string_view integrity;  ///< empty if there is none
  std::string_view tarball;    ///< a URL, maybe relative to the registry, or `file:` and a path
  std::string_view directory;  ///< for the type directory: its path
  bool git_hosted = false;     ///< the tarball is a repository, from which pnpm packs the package

  // For a runtime, such as Node.js: an archive without a package.json.
  std::string_view url;           ///< for the type binary: where the archive is
  std::string_view prefix;        ///< the directory of a zip that has the files; or empty
  const YamlNode* bin = nullptr;  ///< its programs: a path, or paths by name
  std::vector<Variant> variants;  ///< for the type variations
};

/// A platform that a variant is for, in Node's words.
struct Target {
  std::string_view os;
  std::string_view cpu;
  std::string_view libc;  ///< empty for glibc, and where there is none
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
  std::string_view id;   ///< the package's name in a store, if a snapshot has one; or empty
  bool optional = true;  ///< whether only optional dependencies want it
  bool has_bin = false;  ///< whether its manifest names commands
  bool bundles = false;  ///< whether it has dependencies in its own tarball
  std::vector<std::string_view> peers;           ///< names of all its peers
  std::vector<std::string_view> optional_peers;  ///< of those that it can do without
  std::string_view node_engine;  ///< the range of its versions of Node.js; empty for all
};

/// The kind of a dependency.
enum class DependencyKind { production, development, optional };

/// A dependency: a name, and the version to which the lockfile resolved it.
struct Dependency {
  static constexpr std::uint32_t kNoSnapshot = std::numeric_limits<std::uint32_t>::max();

  std::string_view name;
  std::string_view version;
  DependencyKind kind = DependencyKind::production;
  /// The index of the snapshot; kNoSnapshot for a link, and where the lockfile does not have it.
  std::uint32_t snapshot = kNoSnapshot;
};

/// The prefix of the path of a directory that a dependency is linked to.
inline constexpr std::string_view kLink = "link:";

/// A project of the workspace.
struct Importer {
  std::string_view directory;                   ///< relative to the lockfile's, `.` for itself
  std::vector<Dependency> dependencies;         ///< of all kinds
  std::vector<Dependency> config_dependencies;  ///< dependencies of pnpm's own configuration
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

/// The file whose hash an integrity is.
enum class IntegrityTarget { tarball, tar };

/// A pnpm-lock.yaml of lockfileVersion 9.0, as pnpm 9 to 12 write it: the union of its documents.
/// pnpm 11 and later write one document more, for their own configuration.
struct Lockfile {
  std::vector<LockedPackage> packages;
  std::unordered_map<std::string_view, std::size_t> package_by_key;
  std::vector<Importer> importers;
  std::vector<Snapshot> snapshots;
  std::unordered_map<std::string_view, std::uint32_t> snapshot_by_key;
  std::vector<std::pair<std::string_view, LockedPatch>> patches;  ///< by `name@version` or `name`
  IntegrityTarget integrity_target = IntegrityTarget::tarball;
  bool installs_peers = true;  ///< autoInstallPeers: also peers that nobody depends on
};

/// What pnpm calls the package in its store.
std::string_view id_of(const LockedPackage& package);

/// Reads the documents of a lockfile, to whose text the result refers. Throws Error, with the line
/// and the key, for a lockfile that pnpm would not install with `--frozen-lockfile`, or that is cut
/// off.
Lockfile read_lockfile(const YamlStream& documents);

}  // namespace cafs
