#pragma once
#include <functional>
#include <string>

namespace cafs::tools {

/// Prepares the process (umask, signals, memory), runs `body` and turns what it throws into one
/// line on standard error and an exit code. The only place that catches everything.
int guarded(const std::string& program, const std::function<int()>& body);

}  // namespace cafs::tools
