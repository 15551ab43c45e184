#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cafs/add.h"

namespace cafs::tools {

/// What the command line of `cafs add` says.
struct AddCommand {
  std::string program = "cafs add";
  std::string store;
  std::vector<std::string> tarballs;
  std::optional<std::string> id;
  Origin origin = Origin::registry;
  std::optional<std::string> integrity;
  std::optional<std::string> batch;  ///< file of batch lines, `-` for standard input
  std::vector<StoreKind> kinds;      ///< of the stores, one below the other
  Durability durability = Durability::eventual;
  bool json = false;
  bool quiet = false;
  unsigned jobs = 0;
  AddOptions options;
};

/// Runs it and returns the exit code. Throws for what is not the fault of a single tarball.
int run(const AddCommand& command);

}  // namespace cafs::tools
