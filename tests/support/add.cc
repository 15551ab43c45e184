#include "tests/support/add.h"

#include <utility>

namespace cafs::tests {

Outcome add(Store& store, const Request& request, const AddOptions& options, Workers& workers) {
  const Request* const only = &request;
  Progress progress;
  AddRun run{options, workers, progress};
  Outcome outcome;
  const TakeOutcome take = [&](std::size_t, Outcome taken) { outcome = std::move(taken); };
  AssemblyLine(store, {&only, 1}, Order::as_given, run, take).run();
  if (outcome.failure == Failure::integrity_mismatch) throw IntegrityMismatch(outcome.error);
  if (outcome.failure) throw Error(outcome.error);
  return outcome;
}

}  // namespace cafs::tests
