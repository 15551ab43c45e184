#pragma once
#include <string>

#include "tools/command_line.h"

namespace cafs::tools {

/// `cafs instantiate`: writes the derivations by which Nix makes the store of a lockfile that does
/// not exist yet at evaluation. Returns the exit code.
int instantiate_main(const std::string& program, Arguments arguments);

}  // namespace cafs::tools
