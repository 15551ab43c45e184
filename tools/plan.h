#pragma once
#include <string>

#include "tools/command_line.h"

namespace cafs::tools {

/// `cafs plan`: reads a lockfile, and tells which tarballs its store needs. Returns the exit code.
int plan_main(const std::string& program, Arguments arguments);

}  // namespace cafs::tools
