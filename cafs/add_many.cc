#include "cafs/add_many.h"

#include <algorithm>
#include <boost/filesystem.hpp>
#include <utility>

#include "cafs/error.h"

namespace cafs {

namespace {

/// What is inflated side by side: enough that all lanes of all threads have files of like size,
/// most of the time.
constexpr std::uint64_t kGroupBytes = std::uint64_t{128} << 20;
constexpr std::uint64_t kUsualRatio = 4;
constexpr std::size_t kGroupTarballs = 512;

std::uint64_t inflated_estimate(const Request& request) {
  boost::system::error_code missing;
  const auto size = boost::filesystem::file_size(request.tarball, missing);
  return missing ? 0 : kUsualRatio * size;
}

using Group = std::vector<std::size_t>;

/// The requests that can be tried, largest first, in groups that fit into memory. Large tarballs
/// beside each other are hashed together; a large one at the end would leave threads idle.
std::vector<Group> groups_of(const std::vector<Request>& requests) {
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (std::holds_alternative<Tarball>(requests[i].order)) {
      order.emplace_back(inflated_estimate(requests[i]), i);
    }
  }
  std::stable_sort(order.begin(), order.end(), [](auto& a, auto& b) { return a.first > b.first; });
  std::vector<Group> groups;
  std::uint64_t room = 0;
  for (const auto& [size, i] : order) {
    if (groups.empty() || size > room || groups.back().size() == kGroupTarballs) {
      groups.emplace_back();
      room = kGroupBytes;
    }
    groups.back().push_back(i);
    room -= std::min(room, size);
  }
  return groups;
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
  keep_malformed(requests, outcomes);
  const auto publish = [&] {
    if (outcomes.any_added()) store.publish();
    outcomes.flush_all();
  };
  try {
    for (const Group& group : groups_of(requests)) {
      std::vector<const Tarball*> tarballs;
      for (const std::size_t i : group) tarballs.push_back(&std::get<Tarball>(requests[i].order));
      std::vector<AddResult> results = add_together(store, tarballs, options, workers);
      for (std::size_t n = 0; n < group.size(); ++n) {
        outcomes.keep(group[n], outcome_of(std::move(results[n])));
      }
      if (visible) outcomes.flush();
    }
  } catch (const Interrupted&) {
    publish();
    throw;
  }
  publish();
}

}  // namespace cafs
