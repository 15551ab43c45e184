#pragma once
#include <functional>
#include <vector>

#include "cafs/add/add_run.h"
#include "cafs/add/outcome.h"
#include "cafs/add/request.h"
#include "cafs/store/store_set.h"

namespace cafs {

/// Called once for each request, in their order.
using Report = std::function<void(const Request&, const Outcome&)>;

/// Adds packages to the store. Each is checked against its integrity and unpacked; then its content
/// files are placed, then its index. Nothing of a tarball gets a name in the store before all of it
/// has been read and found good, and one that is bad does not touch the others. One that
/// contradicts an earlier one, by its place in `requests`, is bad.
///
/// Each request is reported once its package is in the store under its final name; a store that is
/// to appear at the end is published here, unless nothing was added to it. If publishing fails,
/// that error is the outcome of each request that was to be published. Throws Interrupted; what was
/// complete by then is published and reported.
///
/// `visibility` says whether somebody waits for the reports. If so, requests are begun in their
/// order, and each is reported when it and all before it are in the store; if not, in whatever
/// order is fastest.
void add(Store& store, const std::vector<Request>& requests, Visibility visibility, AddRun& run,
         const Report& report);

/// The same for stores of several versions. Each request is reported with its outcome in the last
/// of them. A tarball that the pnpm of one version would refuse is reported as refused, and is not
/// tried for later versions.
void add(StoreSet& stores, std::vector<Request> requests, Visibility visibility, AddRun& run,
         const Report& report);

}  // namespace cafs
