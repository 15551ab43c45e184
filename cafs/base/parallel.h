#pragma once
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace cafs {

/// Threads that share one loop at a time.
class Workers {
 public:
  /// `jobs` threads in all, the calling one included; no thread starts before it is of use.
  explicit Workers(unsigned jobs);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// No loop may be running.
  ~Workers();

  unsigned jobs() const { return jobs_; }

  /// Calls `body(i)` for each i below `count`, in no order, and returns when all calls have. After
  /// the first exception no further call begins, and it is rethrown here. Not to be called from a
  /// body, nor by two threads at once.
  void for_each(std::size_t count, const std::function<void(std::size_t)>& body);

 private:
  struct Loop;

  void start_threads();
  void serve(const std::stop_token& stop);

  unsigned jobs_;
  std::mutex mutex_;                     // guards what follows, and Loop::helpers
  std::condition_variable_any changed_;  // a loop was opened, or a helper has left it
  Loop* open_ = nullptr;
  std::vector<std::jthread> threads_;  // last: they stop before the rest goes
};

/// Calls both, in parallel if there are threads for it, and returns when both calls have ended. If
/// both throw, the exception of `one` is rethrown.
void run_both(Workers& workers, const std::function<void()>& one,
              const std::function<void()>& other);

/// How many threads to use: `wanted` if not 0, else NIX_BUILD_CORES if that is a number above 0,
/// else as many as this process may run on. At most 256.
unsigned job_count(unsigned wanted);

}  // namespace cafs
