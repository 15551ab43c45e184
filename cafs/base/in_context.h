#pragma once
#include <exception>
#include <new>
#include <string>

#include "cafs/base/error.h"

namespace cafs {

/// Calls `body` and adds what was done to what goes wrong in it: `WHAT: WHY`, as an Error. What
/// ends the whole run, a signal or a lack of memory, stays what it is.
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
