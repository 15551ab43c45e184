#pragma once
#include <chrono>
#include <future>
#include <memory>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

#include "cafs/io/interrupt.h"

namespace cafs {

/// What `compute` returns or throws; or Interrupted as soon as a signal comes. For what is one long
/// call of a library: it runs on a thread of its own, which is then left behind, until the process
/// ends. So `compute` must own all that it touches.
template <typename Compute>
auto abandonable(Compute compute) {
  using Task = std::packaged_task<std::invoke_result_t<Compute>()>;
  const auto task = std::make_shared<Task>(std::move(compute));
  auto result = task->get_future();
  try {
    std::thread([task] { (*task)(); }).detach();
  } catch (const std::system_error&) {
    (*task)();  // no thread to be had: then without
  }
  constexpr std::chrono::milliseconds kInterval{10};
  while (result.wait_for(kInterval) != std::future_status::ready) throw_if_interrupted();
  return result.get();
}

}  // namespace cafs
