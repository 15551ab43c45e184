#include "cafs/add/add.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "cafs/add/assembly_line.h"
#include "cafs/base/clock.h"
#include "cafs/base/error.h"

namespace cafs {

namespace {

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

  /// What was added but not reported could not be published: marks it as failed.
  void fail_added(const Outcome& why) {
    for (std::size_t i = next_; i < outcomes_.size(); ++i) {
      if (outcomes_[i] && outcomes_[i]->added()) outcomes_[i] = why;
    }
  }

  bool any_added() const {
    return std::any_of(outcomes_.begin(), outcomes_.end(),
                       [](const auto& outcome) { return outcome && outcome->added(); });
  }

 private:
  void report_one(std::size_t i) { report_(requests_[i], *outcomes_[i]); }

  const std::vector<Request>& requests_;
  const Report& report_;
  std::vector<std::optional<Outcome>> outcomes_;
  std::size_t next_ = 0;
};

void keep_refused(const std::vector<Request>& requests, InOrder& outcomes, Progress& progress) {
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (requests[i].refusal.empty()) continue;
    outcomes.keep(i, refused(requests[i].refusal));
    progress.count(0);
  }
}

/// Some requests, by their indexes.
using Round = std::vector<std::size_t>;

/// The requests that are not refused, in rounds. One that could contradict an earlier one comes in
/// a later round, when it is known what the earlier one put.
std::vector<Round> rounds_of(const std::vector<Request>& requests, const AddOptions& options,
                             StoreVersion version) {
  std::vector<Round> rounds;
  std::unordered_map<std::string, std::size_t> earlier;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (!requests[i].refusal.empty()) continue;
    const auto key = undecided_by_content(requests[i], options, version);
    const std::size_t number = key ? earlier[*key]++ : 0;
    if (number >= rounds.size()) rounds.resize(number + 1);
    rounds[number].push_back(i);
  }
  return rounds;
}

/// Adds one round after the other. A tarball that unpacks to more than it promises is retried alone
/// at the end of its round.
class Rounds {
 public:
  Rounds(Store& store, const std::vector<Request>& requests, Order order, AddRun& run,
         const TakeOutcome& take)
      : store_(store), requests_(requests), order_(order), run_(run), take_(take) {}

  void add(const Round& round) {
    Round larger;
    add_beside_each_other(round, [&](std::size_t i, Outcome outcome) {
      const bool again = outcome.failure == Failure::over_limit;
      again ? larger.push_back(i) : take_(i, std::move(outcome));
    });
    for (const std::size_t i : larger) add_beside_each_other({i}, take_);
  }

 private:
  void add_beside_each_other(const Round& round, const TakeOutcome& take) {
    std::vector<const Request*> requests;
    requests.reserve(round.size());
    for (const std::size_t i : round) requests.push_back(&requests_[i]);
    const TakeOutcome take_one = [&](std::size_t i, Outcome outcome) {
      take(round[i], std::move(outcome));
    };
    AssemblyLine(store_, requests, order_, run_, take_one).run();
  }

  Store& store_;
  const std::vector<Request>& requests_;
  const Order order_;
  AddRun& run_;
  const TakeOutcome& take_;
};

/// Every request gets an outcome, even if publishing fails.
void publish(Store& store, InOrder& outcomes) {
  if (!outcomes.any_added()) return store.drop_held();
  try {
    store.publish();
  } catch (const Interrupted&) {
    throw;
  } catch (...) {
    outcomes.fail_added(outcome_of(std::current_exception()));
  }
}

/// Why one version of several refused a tarball; empty if it did not. An integrity mismatch does
/// not count: the last version reports it.
std::string refusal(const Request& request, const Outcome& outcome, StoreVersion version) {
  if (!request.refusal.empty()) return request.refusal;
  if (outcome.added() || outcome.failure == Failure::integrity_mismatch) return "";
  return fmt::format("for {}: {}", version->directory, outcome.error);
}

}  // namespace

void add(Store& store, const std::vector<Request>& requests, Visibility visibility, AddRun& run,
         const Report& report) {
  run.progress.begin("adding", requests.size(), 0, "tarballs");
  InOrder outcomes(requests, report);
  keep_refused(requests, outcomes, run.progress);
  const auto publish_and_report = [&] {
    Clock clock;
    publish(store, outcomes);
    run.seconds.publishing += clock.lap();
    outcomes.flush_all();
  };
  const TakeOutcome take = [&](std::size_t i, Outcome outcome) {
    outcomes.keep(i, std::move(outcome));
    run.progress.count(0);
    if (store.at_once()) outcomes.flush();
  };
  const Order order = visibility == Visibility::at_once ? Order::as_given : Order::as_fits;
  try {
    Rounds rounds(store, requests, order, run, take);
    for (const Round& round : rounds_of(requests, run.options, store.version())) rounds.add(round);
  } catch (...) {
    publish_and_report();  // what is complete stays
    throw;
  }
  publish_and_report();
}

void add(StoreSet& stores, std::vector<Request> requests, Visibility visibility, AddRun& run,
         const Report& report) {
  const std::size_t last = stores.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    std::vector<std::string> refusals;
    const Report note = [&](const Request& request, const Outcome& outcome) {
      refusals.push_back(refusal(request, outcome, stores[i].version()));
    };
    add(stores[i], requests, visibility, run, note);
    for (std::size_t k = 0; k < refusals.size(); ++k) {
      if (!refusals[k].empty()) requests[k].refusal = std::move(refusals[k]);
    }
  }
  add(stores[last], requests, visibility, run, report);
}

}  // namespace cafs
