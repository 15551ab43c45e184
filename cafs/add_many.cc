#include "cafs/add_many.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "cafs/clock.h"
#include "cafs/error.h"
#include "cafs/promised_size.h"

namespace cafs {

namespace {

Outcome failure_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const IntegrityMismatch& e) {
    return {.failure = Failure::integrity_mismatch, .error = e.what()};
  } catch (const std::bad_alloc&) {
    return {.error = "out of memory"};
  } catch (const std::exception& e) {
    return {.error = e.what()};
  }
}

Outcome outcome_of(AddResult result) {
  if (const auto* const error = std::get_if<std::exception_ptr>(&result)) return failure_of(*error);
  return {.added = std::get<Added>(std::move(result))};
}

/// Keeps outcomes that come in any order, and reports them in that of the requests.
class InOrder {
 public:
  InOrder(const std::vector<Request>& requests, const Report& report)
      : requests_(requests), report_(report), outcomes_(requests.size()) {}

  void keep(std::size_t i, Outcome outcome) { outcomes_[i] = std::move(outcome); }

  /// Reports what can be reported: up to the first request without an outcome.
  void flush() {
    for (; next_ < outcomes_.size() && outcomes_[next_]; ++next_) report_one(next_);
  }

  /// Reports all outcomes that there are.
  void flush_all() {
    for (; next_ < outcomes_.size(); ++next_) {
      if (outcomes_[next_]) report_one(next_);
    }
  }

  /// What was added, and is not reported, could not be published.
  void fail_added(const Outcome& why) {
    for (std::size_t i = next_; i < outcomes_.size(); ++i) {
      if (outcomes_[i] && outcomes_[i]->added) outcomes_[i] = why;
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
  std::vector<std::optional<Outcome>> outcomes_;
  std::size_t next_ = 0;
};

void keep_malformed(const std::vector<Request>& requests, InOrder& outcomes) {
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const auto* const error = std::get_if<std::string>(&requests[i].order);
    if (error) outcomes.keep(i, {.error = *error});
  }
}

/// The requests that can be tried, and the place of each among all.
std::vector<AddRequest> well_formed_of(const std::vector<Request>& requests,
                                       std::vector<std::size_t>& places) {
  std::vector<AddRequest> well_formed;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const auto* const tarball = std::get_if<Tarball>(&requests[i].order);
    if (!tarball) continue;
    well_formed.push_back({tarball, promised_size(tarball->path)});
    places.push_back(i);
  }
  return well_formed;
}

/// Whoever waits for an answer gets one, whatever publishing meets.
void publish(Store& store, InOrder& outcomes) {
  if (!outcomes.any_added()) return store.drop_held();
  try {
    store.publish();
  } catch (const Interrupted&) {
    throw;
  } catch (...) {
    outcomes.fail_added(failure_of(std::current_exception()));
  }
}

/// Why one version of several refused a tarball. What does not have its integrity is for all of
/// them to say.
std::optional<std::string> refusal(const Outcome& outcome, StoreVersion version) {
  if (outcome.added || outcome.failure == Failure::integrity_mismatch) return std::nullopt;
  return fmt::format("for {}: {}", directory_name(version), outcome.error);
}

}  // namespace

Request make_request(std::string tarball, const std::optional<std::string>& id,
                     const std::optional<std::string>& integrity, Origin origin) {
  Request request{.tarball = tarball, .id = id.value_or(""), .order = {}};
  try {
    Tarball order{.path = std::move(tarball), .origin = origin, .id = {}, .integrity = {}};
    if (id) order.id = PackageId::parse(*id);
    if (integrity) order.integrity = Integrity::parse(*integrity);
    request.order = std::move(order);
  } catch (const Error& e) {
    request.order = e.what();
  }
  return request;
}

void add_many(Store& store, const std::vector<Request>& requests, Visibility visibility,
              const AddOptions& options, Workers& workers, const Report& report,
              AddSeconds& seconds) {
  InOrder outcomes(requests, report);
  keep_malformed(requests, outcomes);
  const auto publish_and_report = [&] {
    Clock clock;
    publish(store, outcomes);
    seconds.publishing += clock.lap();
    outcomes.flush_all();
  };
  std::vector<std::size_t> places;
  const std::vector<AddRequest> well_formed = well_formed_of(requests, places);
  const TakeResult take = [&](std::size_t i, AddResult result) {
    outcomes.keep(places[i], outcome_of(std::move(result)));
    if (store.at_once()) outcomes.flush();
  };
  const Order order = visibility == Visibility::at_once ? Order::as_given : Order::as_fits;
  try {
    add_all(store, well_formed, order, options, workers, take, seconds);
  } catch (...) {
    publish_and_report();  // what is complete stays
    throw;
  }
  publish_and_report();
}

void add_many(StoreSet& stores, std::vector<Request> requests, Visibility visibility,
              const AddOptions& options, Workers& workers, const Report& report,
              AddSeconds& seconds) {
  const std::size_t last = stores.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    std::vector<std::optional<std::string>> refused;
    const Report note = [&](const Request&, const Outcome& outcome) {
      refused.push_back(refusal(outcome, stores[i].version()));
    };
    add_many(stores[i], requests, visibility, options, workers, note, seconds);
    for (std::size_t k = 0; k < refused.size(); ++k) {
      if (refused[k]) requests[k].order = *std::move(refused[k]);
    }
  }
  add_many(stores[last], requests, visibility, options, workers, report, seconds);
}

}  // namespace cafs
