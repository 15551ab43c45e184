#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/lockfile/lockfile.h"
#include "cafs/lockfile/overrides.h"
#include "cafs/lockfile/registries.h"

namespace cafs {

/// A tarball that the store of a lockfile needs.
struct PlanEntry {
  std::string id;           ///< what pnpm calls the package in its store
  std::string key;          ///< what the lockfile calls it
  std::string name;         ///< the package's own name
  std::string integrity;    ///< of the tarball; empty where pnpm finds the package by its id alone
  std::string url;          ///< where it is fetched from; empty for a local tarball
  std::string path;         ///< of a local tarball: relative to the lockfile, or absolute
  std::string file;         ///< the last part of URL or path
  bool git_hosted = false;  ///< pnpm finds the package by its id alone
  std::string bin;          ///< of a runtime: its programs, as JSON; else empty
  std::string prefix;       ///< of a runtime: the directory of its zip that has the files; or empty
};

/// A package that cannot be fetched by a hash: an entry without URL, path and file.
struct Unfetchable {
  PlanEntry entry;
  std::string why;
};

/// The tarballs to be fetched for a lockfile.
struct Plan {
  std::vector<PlanEntry> entries;        ///< by id and integrity, in the order of bytes
  std::vector<Unfetchable> unfetchable;  ///< by id, in the order of bytes
};

/// Which packages a plan has, and where they come from.
struct PlanOptions {
  Registries registries;
  std::vector<Platform> platforms;  ///< those whose optional packages are wanted; if empty: all
  std::optional<std::vector<std::string>> importers;  ///< directories of projects; if absent: all
  Overrides overrides;
};

/// Plans what the store of a lockfile needs. Throws Error where a registry is not known, and for an
/// override that fits no package.
Plan plan_of(const Lockfile& lockfile, const PlanOptions& options);

}  // namespace cafs
