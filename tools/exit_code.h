#pragma once

namespace cafs::tools {

/// How every tool ends. A tool ended by a signal exits with 128 and its number: 130 for SIGINT.
enum ExitCode : int { kDone = 0, kFailed = 1, kUsage = 2, kIntegrityMismatch = 3, kSignal = 128 };

}  // namespace cafs::tools
