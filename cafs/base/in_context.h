#pragma once
#include <exception>
#include <new>
#include <string>

#include "cafs/base/error.h"

namespace cafs {

/// Calls `body`. An exception from it becomes an Error with the text `WHAT: WHY`. Exceptions that
/// end the whole run, for a signal or a lack of memory, stay as they are.
template <typename Body>
auto in_context(const std::string& what, const Body& body) {
  try {
    return body();
  } catch (const Interrupted&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& e) {
    throw Error(what + ": " + e.what());
  }
}

}  // namespace cafs
