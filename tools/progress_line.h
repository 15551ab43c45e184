#pragma once
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "cafs/base/progress.h"

namespace cafs::tools {

/// Shows the progress of a run on standard error, if that is a terminal, while this lives.
class ProgressLine {
 public:
  /// `progress` must outlive this.
  explicit ProgressLine(const Progress& progress);
  ~ProgressLine();

 private:
  void run(const std::stop_token& stop);

  const Progress& progress_;
  std::mutex mutex_;
  std::condition_variable_any stopped_;
  std::jthread thread_;
};

/// "placing: 1200 of 107899 files, 60.0 of 7694.1 MB, 120.0 MB/s, 63 s left", for a phase that has
/// taken `seconds` so far.
std::string progress_text(const Progress& progress, double seconds);

}  // namespace cafs::tools
