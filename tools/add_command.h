#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cafs/add/request.h"
#include "cafs/text/json.h"
#include "tools/command_line.h"

namespace cafs::tools {

/// What the command line of `cafs add` says.
struct AddCommand {
  std::string program = "cafs add";
  std::string store;
  std::vector<std::string> tarballs;
  std::optional<std::string> id;
  Origin origin = Origin::registry;
  std::optional<std::string> integrity;
  std::optional<JsonValue> bin;       ///< of a runtime
  std::optional<std::string> prefix;  ///< likewise
  std::optional<std::string> batch;   ///< file of batch lines, `-` for standard input
  bool trusts_lines = false;          ///< which say that their integrity was checked
  std::vector<StoreKind> kinds;       ///< of the stores, one below the other
  Durability durability = Durability::eventual;
  bool json = false;
  bool quiet = false;
  unsigned jobs = 0;
  AddOptions options;
};

/// Adds its options and arguments to `app`.
void describe_add(CLI::App& app, AddCommand& command);

/// Checks the options together, and completes the form without `--store`. Throws for wrong usage.
void complete(AddCommand& command);

/// The fields of a runtime, if its tarball is one.
std::optional<RuntimeFields> runtime_fields(const AddCommand& command);

}  // namespace cafs::tools
