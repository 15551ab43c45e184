#pragma once
#include <functional>
#include <string>

namespace cafs::tools {

/// How every tool ends. A tool ended by a signal exits with 128 and its number: 130 for SIGINT.
enum ExitCode : int { kDone = 0, kFailed = 1, kUsage = 2, kIntegrityMismatch = 3, kSignal = 128 };

/// Prepares the process (umask, signals, memory), runs `body` and turns what it throws into one
/// line on standard error and an exit code. The only place that catches everything.
int guarded(const std::string& program, const std::function<int()>& body);

}  // namespace cafs::tools
