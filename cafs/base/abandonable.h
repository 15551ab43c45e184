#pragma once
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <variant>

#include "cafs/base/interrupt.h"

namespace cafs {

/// The outcome of a computation: none yet, its result, or the exception that it threw.
template <typename Result>
using Ended = std::variant<std::monostate, Result, std::exception_ptr>;

/// Calls `compute`. When this returns, only the returned value refers to an exception that it
/// threw.
template <typename Result, typename Compute>
Ended<Result> ended(Compute& compute) noexcept {
  try {
    return Ended<Result>(std::in_place_index<1>, compute());
  } catch (...) {
    return Ended<Result>(std::in_place_index<2>, std::current_exception());
  }
}

/// Returns or throws what `compute` does, or throws Interrupted as soon as a signal comes. For a
/// computation that is one long call of a library: it runs on a thread of its own. After a signal
/// that thread is left behind, until the process ends. So `compute` must own all that it touches.
template <typename Compute>
auto abandonable(Compute compute) {
  using Result = std::invoke_result_t<Compute&>;
  struct Shared {
    std::mutex mutex;
    std::condition_variable changed;
    Ended<Result> outcome;
  };
  const auto shared = std::make_shared<Shared>();
  const auto work = std::make_shared<Compute>(std::move(compute));
  try {
    std::thread([shared, work] {
      Ended<Result> outcome = ended<Result>(*work);
      const std::lock_guard lock(shared->mutex);
      shared->outcome = std::move(outcome);
      shared->changed.notify_one();
    }).detach();
  } catch (const std::system_error&) {
    return (*work)();  // no further thread can be started
  }
  constexpr std::chrono::milliseconds kInterval{10};
  std::unique_lock lock(shared->mutex);
  while (shared->outcome.index() == 0) {
    throw_if_interrupted();
    shared->changed.wait_for(lock, kInterval);
  }
  // Takes all of it: if two threads held the exception, either could be the last to release it.
  Ended<Result> outcome = std::exchange(shared->outcome, {});
  lock.unlock();
  if (outcome.index() == 2) std::rethrow_exception(std::get<2>(std::move(outcome)));
  return std::get<1>(std::move(outcome));
}

}  // namespace cafs
