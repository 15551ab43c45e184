#include "cafs/lockfile/snapshot_key.h"

#include <fmt/format.h>

#include "cafs/base/error.h"

namespace cafs {

namespace {

bool names_itself(std::string_view version) {
  if (version.starts_with('@')) return true;
  const std::size_t end = version.find_first_of("@:(");
  return end != version.npos && end > 0 && version[end] == '@';
}

/// Finds the snapshots of dependencies, once for all later walks through them.
class Resolving {
 public:
  explicit Resolving(Lockfile& lockfile) : lockfile_(lockfile) {}

  void resolve() {
    for (Snapshot& snapshot : lockfile_.snapshots) resolve(snapshot.dependencies);
    for (Importer& importer : lockfile_.importers) {
      resolve(importer.dependencies);
      resolve(importer.config_dependencies);
    }
  }

 private:
  void resolve(std::vector<Dependency>& dependencies) {
    for (Dependency& one : dependencies) {
      if (one.version.starts_with(kLink)) continue;
      const auto found = lockfile_.snapshot_by_key.find(key_of(one));
      if (found != lockfile_.snapshot_by_key.end()) one.snapshot = found->second;
    }
  }

  std::string_view key_of(const Dependency& one) {
    if (names_itself(one.version)) return one.version;
    return key_.assign(one.name).append("@").append(one.version);
  }

  Lockfile& lockfile_;
  std::string key_;  // of the current dependency; its memory is reused for all
};

}  // namespace

std::string snapshot_key(const Dependency& dependency) {
  if (names_itself(dependency.version)) return std::string(dependency.version);
  return fmt::format("{}@{}", dependency.name, dependency.version);
}

std::uint32_t snapshot_index(const Dependency& dependency) {
  if (dependency.snapshot != Dependency::kNoSnapshot) return dependency.snapshot;
  throw Error(fmt::format("{} is needed, but not among the snapshots", snapshot_key(dependency)));
}

const Snapshot& snapshot_of(const Lockfile& lockfile, const Dependency& dependency) {
  return lockfile.snapshots[snapshot_index(dependency)];
}

void resolve_snapshots(Lockfile& lockfile) { Resolving(lockfile).resolve(); }

}  // namespace cafs
