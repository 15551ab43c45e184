#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "cafs/base/parallel.h"
#include "cafs/base/progress.h"
#include "cafs/index/store_version.h"

namespace cafs {

/// What was found in a store. Paths are relative to its version's directory.
struct VerifyReport {
  std::size_t packages = 0;
  std::size_t files = 0;             ///< content files
  std::uint64_t bytes = 0;           ///< of those files
  std::vector<std::string> damages;  ///< a line each, in order
  /// Files that no package index names, in order; no content files where `index.db` cannot be read.
  std::vector<std::string> unreferenced;
  double reading_seconds = 0;
  double hashing_seconds = 0;
};

/// Checks the pnpm store of this version at `root`, ours or pnpm's: the bytes of every content file
/// against its name, its mode against the suffix `-exec`, every index against the files that it
/// names. Every fault is reported as a line, and the rest is still checked. Throws Error when there
/// is no store, std::system_error when its version's directory cannot be listed; Interrupted.
VerifyReport verify(const std::string& root, Workers& workers, Progress& progress,
                    StoreVersion version = kUsualVersion);

}  // namespace cafs
