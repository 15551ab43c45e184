#pragma once
#include <string>
#include <vector>

#include "cafs/format/store_version.h"

namespace cafs::tools {

/// What the command line of `cafs verify` says.
struct VerifyCommand {
  std::string program = "cafs verify";
  std::string store;
  std::vector<StoreVersion> versions;  ///< without one: all that there are
  bool json = false;
  unsigned jobs = 0;
};

/// Runs it, prints what is damaged, and returns the exit code. Throws what went wrong.
int run(const VerifyCommand& command);

}  // namespace cafs::tools
