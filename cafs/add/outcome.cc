#include "cafs/add/outcome.h"

#include <new>

#include "cafs/base/error.h"

namespace cafs {

namespace {

Outcome failed(Failure failure, const std::string& error) {
  Outcome outcome;
  outcome.failure = failure;
  outcome.error = error;
  return outcome;
}

}  // namespace

Outcome outcome_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const IntegrityMismatch& e) {
    return failed(Failure::integrity_mismatch, e.what());
  } catch (const OverLimit& e) {
    return failed(Failure::over_limit, e.what());
  } catch (const std::bad_alloc&) {
    return failed(Failure::failed, "out of memory");
  } catch (const std::exception& e) {
    return failed(Failure::failed, e.what());
  }
}

Outcome refused(const std::string& why) { return failed(Failure::failed, why); }

}  // namespace cafs
