#include "cafs/add_many.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "cafs/error.h"
#include "cafs/io/interrupt.h"

namespace cafs {

namespace {

Outcome add_one(Store& store, const Request& request, const AddOptions& options, Workers& workers) {
  if (const auto* const error = std::get_if<std::string>(&request.order)) return {.error = *error};
  try {
    return {.added = add(store, std::get<Tarball>(request.order), options, workers)};
  } catch (const Interrupted&) {
    throw;
  } catch (const IntegrityMismatch& e) {
    return {.failure = Failure::integrity_mismatch, .error = e.what()};
  } catch (const std::bad_alloc&) {
    return {.error = "out of memory"};
  } catch (const std::exception& e) {
    return {.error = e.what()};
  }
}

/// Takes outcomes in any order and reports them in that of the requests.
class InOrder {
 public:
  InOrder(const std::vector<Request>& requests, const Report& report)
      : requests_(requests), report_(report), outcomes_(requests.size()) {}

  /// Keeps an outcome, without reporting.
  void keep(std::size_t i, Outcome outcome) {
    const std::lock_guard lock(mutex_);
    outcomes_[i] = std::move(outcome);
  }

  /// Reports what can be reported: up to the first request without an outcome.
  void flush() {
    const std::lock_guard lock(mutex_);
    for (; next_ < outcomes_.size() && outcomes_[next_]; ++next_) report_one(next_);
  }

  /// Reports all outcomes that there are.
  void flush_all() {
    const std::lock_guard lock(mutex_);
    for (; next_ < outcomes_.size(); ++next_) {
      if (outcomes_[next_]) report_one(next_);
    }
  }

  bool any_added() const {
    return std::any_of(outcomes_.begin(), outcomes_.end(),
                       [](const auto& outcome) { return outcome && outcome->added; });
  }

 private:
  void report_one(std::size_t i) { report_(requests_[i], *outcomes_[i]); }

  const std::vector<Request>& requests_;
  const Report& report_;
  std::mutex mutex_;  // guards what follows, and keeps reports apart
  std::vector<std::optional<Outcome>> outcomes_;
  std::size_t next_ = 0;
};

}  // namespace

Request make_request(std::string tarball, const std::optional<std::string>& id,
                     const std::optional<std::string>& integrity) {
  Request request{.tarball = tarball, .id = id.value_or(""), .order = {}};
  try {
    Tarball order{.path = std::move(tarball), .id = {}, .integrity = {}};
    if (id) order.id = PackageId::parse(*id);
    if (integrity) order.integrity = Integrity::parse(*integrity);
    request.order = std::move(order);
  } catch (const Error& e) {
    request.order = e.what();
  }
  return request;
}

void add_many(Store& store, const std::vector<Request>& requests, const AddOptions& options,
              Workers& workers, const Report& report) {
  const bool visible = store.visible();
  InOrder outcomes(requests, report);
  const auto publish = [&] {
    if (outcomes.any_added()) store.publish();
    outcomes.flush_all();
  };
  try {
    workers.for_each(requests.size(), [&](std::size_t i) {
      throw_if_interrupted();
      outcomes.keep(i, add_one(store, requests[i], options, workers));
      if (visible) outcomes.flush();
    });
  } catch (const Interrupted&) {
    publish();
    throw;
  }
  publish();
}

}  // namespace cafs
