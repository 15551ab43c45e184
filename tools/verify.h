#pragma once
#include "tools/command_line.h"

namespace cafs::tools {

/// `cafs verify`: reads the arguments, runs, returns the exit code.
int verify_main(const std::string& program, Arguments arguments);

}  // namespace cafs::tools
