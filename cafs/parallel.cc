#include "cafs/parallel.h"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <system_error>
#include <utility>

namespace cafs {

struct Workers::Loop {
  std::size_t count;
  const std::function<void(std::size_t)>& body;
  int depth;
  std::atomic<std::size_t> next{0};
  std::once_flag failed;
  std::exception_ptr error;
  int helpers = 0;

  bool exhausted() const { return next.load(std::memory_order_relaxed) >= count; }

  void run() {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        body(i);
      } catch (...) {
        std::call_once(failed, [this] { error = std::current_exception(); });
        next = count;
      }
    }
  }
};

namespace {

/// How many loops the current thread is inside of.
thread_local int loop_depth = 0;

class Deeper {
 public:
  explicit Deeper(int depth) : before_(std::exchange(loop_depth, depth)) {}
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
  ~Deeper() { loop_depth = before_; }

 private:
  int before_;
};

}  // namespace

Workers::Workers(unsigned jobs) : jobs_(std::max(1u, jobs)) {}

Workers::~Workers() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void Workers::for_each(std::size_t count, const std::function<void(std::size_t)>& body) {
  Loop loop{.count = count, .body = body, .depth = loop_depth + 1};
  const bool shared = jobs_ > 1 && count > 1;
  if (shared) {
    const std::lock_guard lock(mutex_);
    start_threads();
    open_.push_back(&loop);
    changed_.notify_all();
  }
  {
    const Deeper deeper(loop.depth);
    loop.run();
  }
  if (shared) {
    std::unique_lock lock(mutex_);
    std::erase(open_, &loop);
    // While others finish their last calls here, only loops inside those may be helped: a call of
    // an outer loop could take long, and would put one tarball on top of another in memory.
    while (loop.helpers > 0) {
      if (Loop* const inner = next_open(loop.depth)) {
        help(*inner, lock);
      } else {
        changed_.wait(lock);
      }
    }
  }
  if (loop.error) std::rethrow_exception(loop.error);
}

void Workers::start_threads() {
  try {
    while (threads_.size() + 1 < jobs_) {
      threads_.emplace_back([this](const std::stop_token& stop) { serve(stop); });
    }
  } catch (const std::system_error&) {
    // The machine grants no more threads: those there are do the work.
    jobs_ = static_cast<unsigned>(threads_.size()) + 1;
  }
}

void Workers::serve(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (Loop* const loop = next_open(0)) {
      help(*loop, lock);
    } else {
      changed_.wait(lock, stop, [this] { return next_open(0) != nullptr; });
    }
  }
}

Workers::Loop* Workers::next_open(int below_depth) {
  Loop* best = nullptr;
  for (Loop* const loop : open_) {
    const bool open = loop->depth > below_depth && !loop->exhausted();
    // An outer loop first: whole tarballs side by side cost less than sharing one.
    if (open && (!best || loop->depth < best->depth)) best = loop;
  }
  return best;
}

void Workers::help(Loop& loop, std::unique_lock<std::mutex>& lock) {
  ++loop.helpers;
  lock.unlock();
  {
    const Deeper deeper(loop.depth);
    loop.run();
  }
  lock.lock();
  --loop.helpers;
  changed_.notify_all();
}

namespace {

unsigned nix_build_cores() {
  const char* const text = std::getenv("NIX_BUILD_CORES");
  if (!text) return 0;
  unsigned cores = 0;
  const auto [end, error] = std::from_chars(text, text + std::strlen(text), cores);
  return error == std::errc() && *end == '\0' ? cores : 0;
}

unsigned usable_cores() {
  cpu_set_t set;
  if (::sched_getaffinity(0, sizeof set, &set) == 0) return static_cast<unsigned>(CPU_COUNT(&set));
  return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace

unsigned job_count(unsigned wanted) {
  constexpr unsigned kMost = 256;
  if (wanted == 0) wanted = nix_build_cores();
  if (wanted == 0) wanted = usable_cores();
  return std::min(wanted, kMost);
}

}  // namespace cafs
