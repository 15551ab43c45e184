#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cafs/merge.h"

namespace cafs::tools {

/// What the command line of `cafs merge` says.
struct MergeCommand {
  std::string store;
  std::vector<std::string> fragments;
  std::optional<std::string> list;  ///< file of more fragments, `-` for standard input
  bool nul_separated = false;       ///< the list's separator: NUL instead of newline
  bool pack = false;
  std::optional<unsigned> fetcher_version;
  bool json = false;
  bool quiet = false;
  unsigned jobs = 0;
  MergeOptions options;
};

/// Runs it and returns the exit code. Throws what went wrong.
int run(const MergeCommand& command);

}  // namespace cafs::tools
