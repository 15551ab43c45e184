#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cafs/add.h"
#include "cafs/store_set.h"

namespace cafs {

/// Why a tarball was not added.
enum class Failure { failed, integrity_mismatch };

/// How adding one tarball ended.
struct Outcome {
  std::optional<Added> added;
  Failure failure = Failure::failed;  ///< of what was not added
  std::string error;                  ///< one line: the cause, without the tarball's name
};

/// What is to be added, or why that could not even be read.
struct Request {
  std::string tarball;  ///< its path, empty if unknown
  std::string id;       ///< as given, empty if none was
  std::variant<Tarball, std::string> order;
};

/// Called once for each request, in their order.
using Report = std::function<void(const Request&, const Outcome&)>;

/// Makes a request of a path, an id and an integrity, the last two as text or absent. A malformed
/// one is carried as the request's error.
Request make_request(std::string tarball, const std::optional<std::string>& id,
                     const std::optional<std::string>& integrity, Origin origin = Origin::registry);

/// Adds every tarball that can be added: one that fails does not stop the others. Each is reported
/// once its package is in the store under its final name; a store that is to appear at the end is
/// published here, unless nothing was added to it. Where it cannot be published, that is how each
/// that was to be published ended. Throws Interrupted; what was complete by then is published and
/// reported.
///
/// `visibility` says whether somebody waits for the reports. If so, requests are begun in their
/// order, and each is reported when it and all before it are in the store; if not, in whatever
/// order is fastest. What the threads spent on each phase is added to `seconds`.
void add_many(Store& store, const std::vector<Request>& requests, Visibility visibility,
              const AddOptions& options, Workers& workers, const Report& report,
              AddSeconds& seconds);

/// The same for stores of several versions. What is reported is how it ended in the last of them; a
/// tarball that one version's pnpm would refuse is reported as that, and not asked about later
/// ones.
void add_many(StoreSet& stores, std::vector<Request> requests, Visibility visibility,
              const AddOptions& options, Workers& workers, const Report& report,
              AddSeconds& seconds);

}  // namespace cafs
