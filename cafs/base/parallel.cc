#include "cafs/base/parallel.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <system_error>

#include "cafs/base/system.h"

namespace cafs {

struct Workers::Loop {
  std::size_t count;
  const std::function<void(std::size_t)>& body;
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

Workers::Workers(unsigned jobs) : jobs_(std::max(1u, jobs)) {}

Workers::~Workers() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void Workers::for_each(std::size_t count, const std::function<void(std::size_t)>& body) {
  Loop loop{.count = count, .body = body};
  const bool shared = jobs_ > 1 && count > 1;
  if (shared) {
    const std::lock_guard lock(mutex_);
    start_threads();
    open_ = &loop;
    changed_.notify_all();
  }
  loop.run();
  if (shared) {
    std::unique_lock lock(mutex_);
    open_ = nullptr;
    changed_.wait(lock, [&] { return loop.helpers == 0; });
  }
  if (loop.error) std::rethrow_exception(loop.error);
}

void Workers::start_threads() {
  try {
    while (threads_.size() + 1 < jobs_) {
      threads_.emplace_back([this](const std::stop_token& stop) { serve(stop); });
    }
  } catch (const std::system_error&) {
    // No more threads can be started: the existing ones do the work.
    jobs_ = static_cast<unsigned>(threads_.size()) + 1;
  }
}

void Workers::serve(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return open_ && !open_->exhausted(); })) {
    Loop& loop = *open_;
    ++loop.helpers;
    lock.unlock();
    loop.run();
    lock.lock();
    --loop.helpers;
    changed_.notify_all();
  }
}

namespace {

unsigned nix_build_cores() {
  const char* const text = std::getenv("NIX_BUILD_CORES");
  if (!text) return 0;
  unsigned cores = 0;
  const auto [end, error] = std::from_chars(text, text + std::strlen(text), cores);
  return error == std::errc() && *end == '\0' ? cores : 0;
}

}  // namespace

void run_both(Workers& workers, const std::function<void()>& one,
              const std::function<void()>& other) {
  std::array<std::exception_ptr, 2> errors;
  workers.for_each(errors.size(), [&](std::size_t i) {
    try {
      (i == 0 ? one : other)();
    } catch (...) {
      errors.at(i) = std::current_exception();
    }
  });
  for (const std::exception_ptr& error : errors) {
    if (error) std::rethrow_exception(error);
  }
}

unsigned job_count(unsigned wanted) {
  constexpr unsigned kMost = 256;
  if (wanted == 0) wanted = nix_build_cores();
  if (wanted == 0) wanted = usable_cores();
  return std::min(wanted, kMost);
}

}  // namespace cafs
