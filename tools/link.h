#pragma once
#include <string>

#include "tools/command_line.h"

namespace cafs::tools {

/// `cafs link`: lays out node_modules. Returns the exit code.
int link_main(const std::string& program, Arguments arguments);

}  // namespace cafs::tools
