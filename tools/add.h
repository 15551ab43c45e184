#pragma once
#include "tools/command_line.h"

namespace cafs::tools {

/// `cafs add` and `cafs-add`: reads the arguments, runs, returns the exit code.
int add_main(const std::string& program, Arguments arguments);

}  // namespace cafs::tools
