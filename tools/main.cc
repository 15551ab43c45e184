#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/base/in_context.h"
#include "cafs/hash/sha512_lanes.h"
#include "tools/add.h"
#include "tools/cli.h"
#include "tools/command_line.h"
#include "tools/instantiate.h"
#include "tools/link.h"
#include "tools/merge.h"
#include "tools/output.h"
#include "tools/plan.h"
#include "tools/verify.h"
#include "tools/version.h"

namespace cafs::tools {

namespace {

struct Command {
  std::string_view name;
  int (*main)(const std::string& program, Arguments arguments);
};

constexpr std::array kCommands{Command{"add", add_main},   Command{"instantiate", instantiate_main},
                               Command{"link", link_main}, Command{"merge", merge_main},
                               Command{"plan", plan_main}, Command{"verify", verify_main}};

constexpr std::string_view kHelp =
    "Assembles pnpm stores.\n"
    "Usage: cafs COMMAND …\n\n"
    "Commands:\n"
    "  add          Add npm tarballs to a store (also as cafs-add)\n"
    "  instantiate  Write the derivations of a lockfile's store, in a build of Nix\n"
    "  link         Lay out node_modules from a lockfile and stores\n"
    "  merge        Merge stores into one (also as cafs-merge)\n"
    "  plan         List the tarballs that a lockfile needs\n"
    "  verify       Check every file of a store\n\n"
    "Options:\n"
    "  --help       This text; with a command, that command's\n"
    "  --version    The version; with --json, commit, processor, libraries, too";

const Command* command_named(std::string_view name) {
  const auto* const found = std::find_if(kCommands.begin(), kCommands.end(),
                                         [&](const Command& c) { return c.name == name; });
  return found == kCommands.end() ? nullptr : found;
}

int without_command(const Arguments& arguments) {
  const std::string first = arguments.empty() ? "" : arguments.front();
  if (first == "--help" || first == "-h") {
    print_line(kHelp);
    return kDone;
  }
  if (first == "--version") {
    const bool json = arguments.size() > 1 && arguments[1] == "--json";
    print_line(json ? version_json() : "cafs " CAFS_VERSION);
    return kDone;
  }
  print_error("cafs", first.empty() ? "want a command (see --help)"
                                    : "no command '" + first + "' (see --help)");
  return kUsage;
}

/// What is to be run: a command, under the name that its messages begin with.
struct Call {
  std::string program = "cafs";
  const Command* command = nullptr;
  Arguments arguments;
};

/// `cafs add …`, and `cafs-add …` for the same.
Call read_call(std::span<char*> words) {
  constexpr std::string_view kPrefix = "cafs-";
  const std::string_view path = words.empty() ? "cafs" : words.front();
  Arguments arguments(words.begin() + (words.empty() ? 0 : 1), words.end());
  const std::string_view base = path.substr(path.rfind('/') + 1);
  if (base.starts_with(kPrefix)) {
    const Command* const command = command_named(base.substr(kPrefix.size()));
    if (command) return {std::string(base), command, std::move(arguments)};
  }
  const Command* const command = arguments.empty() ? nullptr : command_named(arguments.front());
  if (!command) return {"cafs", nullptr, std::move(arguments)};
  arguments.erase(arguments.begin());
  return {"cafs " + std::string(command->name), command, std::move(arguments)};
}

/// Uses the SHA-512 kernel that CAFS_LANES names, for measurements.
void choose_lanes() {
  const char* const name = std::getenv("CAFS_LANES");
  if (name) in_context("CAFS_LANES", [&] { sha2::use_kernel(sha2::kernel_named(name)); });
}

int run(const Call& call) {
  choose_lanes();
  if (!call.command) return without_command(call.arguments);
  return call.command->main(call.program, call.arguments);
}

}  // namespace

}  // namespace cafs::tools

int main(int argc, char** argv) {
  namespace tools = cafs::tools;
  const std::span<char*> words(argv, static_cast<std::size_t>(argc));
  std::string program = "cafs";
  return tools::guarded(program, [&words, &program] {
    const tools::Call call = tools::read_call(words);
    program = call.program;
    return tools::run(call);
  });
}
