#include "tools/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstring>

#include "tools/output.h"

namespace cafs::tools {

namespace {

constexpr std::chrono::milliseconds kInterval{100};

double megabytes(std::uint64_t bytes) { return static_cast<double>(bytes) / 1e6; }

/// By bytes, if their total is known; else by the count.
double share_done(const Progress& progress) {
  const std::uint64_t all_bytes = progress.all_bytes;
  const std::uint64_t all = all_bytes > 0 ? all_bytes : progress.all.load();
  const std::uint64_t done = all_bytes > 0 ? progress.bytes.load() : progress.done.load();
  return all > 0 ? static_cast<double>(done) / static_cast<double>(all) : 0;
}

}  // namespace

std::string progress_text(const Progress& progress, double seconds) {
  std::string text =
      fmt::format("{}: {} of {}", progress.phase.load(), progress.done.load(), progress.all.load());
  if (progress.all_bytes > 0) {
    text += fmt::format(" {}, {:.1f} of {:.1f} MB, {:.1f} MB/s", progress.unit.load(),
                        megabytes(progress.bytes), megabytes(progress.all_bytes),
                        megabytes(progress.bytes) / seconds);
  }
  const double done = share_done(progress);
  if (done > 0) text += fmt::format(", {:.0f} s left", seconds * (1 - done) / done);
  return text;
}

ProgressLine::ProgressLine(const Progress& progress) : progress_(progress) {
  if (::isatty(STDERR_FILENO) == 0) return;
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

ProgressLine::~ProgressLine() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void ProgressLine::run(const std::stop_token& stop) {
  constexpr std::string_view kClear = "\r\x1b[K";
  std::unique_lock lock(mutex_);
  const char* phase = "";
  auto began = std::chrono::steady_clock::now();
  while (!stopped_.wait_for(lock, stop, kInterval, [&] { return stop.stop_requested(); })) {
    const auto now = std::chrono::steady_clock::now();
    if (progress_.phase != phase) began = now - kInterval;
    phase = progress_.phase;
    if (*phase == '\0') continue;  // nothing has begun
    const double seconds = std::chrono::duration<double>(now - began).count();
    print_raw_error(std::string(kClear) + progress_text(progress_, seconds));
  }
  print_raw_error(kClear);
}

}  // namespace cafs::tools
