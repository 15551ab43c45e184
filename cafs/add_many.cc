#include "cafs/add_many.h"

#include <algorithm>
#include <utility>

#include "cafs/clock.h"
#include "cafs/error.h"
#include "cafs/io/promised_size.h"

namespace cafs {

namespace {

/// What is worked on together: how much may be inflated side by side, and how many tarballs.
struct GroupLimits {
  std::uint64_t bytes;
  std::size_t tarballs;
};

/// Enough that all lanes of all threads have files of like size, most of the time.
constexpr GroupLimits kLargeGroups{.bytes = std::uint64_t{128} << 20, .tarballs = 512};

/// Little enough that no answer waits long.
constexpr GroupLimits kSmallGroups{.bytes = std::uint64_t{16} << 20, .tarballs = 16};

/// A tarball that can be tried: its place among the requests, and its size inflated, as it
/// promises.
struct Candidate {
  std::size_t request;
  std::uint64_t size;
};

std::vector<Candidate> candidates_of(const std::vector<Request>& requests) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (!std::holds_alternative<Tarball>(requests[i].order)) continue;
    candidates.push_back({i, promised_size(requests[i].tarball)});
  }
  return candidates;
}

using Batch = std::vector<Candidate>;

std::vector<Batch> split(const std::vector<Candidate>& candidates, GroupLimits limits) {
  std::vector<Batch> batches;
  std::uint64_t room = 0;
  for (const Candidate& candidate : candidates) {
    if (batches.empty() || candidate.size > room || batches.back().size() == limits.tarballs) {
      batches.emplace_back();
      room = limits.bytes;
    }
    batches.back().push_back(candidate);
    room -= std::min(room, candidate.size);
  }
  return batches;
}

/// Largest first where nobody waits: large tarballs beside each other are hashed together, and a
/// large one at the end would leave threads idle.
std::vector<Batch> batches_of(const std::vector<Request>& requests, Visibility visibility) {
  std::vector<Candidate> candidates = candidates_of(requests);
  if (visibility == Visibility::at_once) return split(candidates, kSmallGroups);
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.size > b.size; });
  return split(candidates, kLargeGroups);
}

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
  const auto publish = [&] {
    Clock clock;
    if (outcomes.any_added()) store.publish();
    seconds.publishing += clock.lap();
    outcomes.flush_all();
  };
  try {
    for (const Batch& batch : batches_of(requests, visibility)) {
      std::vector<GroupTarball> tarballs;
      for (const auto& [i, size] : batch) {
        tarballs.push_back({&std::get<Tarball>(requests[i].order), size});
      }
      std::vector<AddResult> results = add_together(store, tarballs, options, workers, seconds);
      for (std::size_t n = 0; n < batch.size(); ++n) {
        outcomes.keep(batch[n].request, outcome_of(std::move(results[n])));
      }
      if (store.visible()) outcomes.flush();
    }
  } catch (...) {
    publish();  // what is complete stays; if that fails too, its error is the one to tell
    throw;
  }
  publish();
}

}  // namespace cafs
