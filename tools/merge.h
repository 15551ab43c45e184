#pragma once
#include "tools/command_line.h"

namespace cafs::tools {

/// `cafs merge` and `cafs-merge`: reads the arguments, runs, returns the exit code.
int merge_main(const std::string& program, Arguments arguments);

}  // namespace cafs::tools
