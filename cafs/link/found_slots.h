#pragma once
#include <vector>

#include "cafs/base/parallel.h"
#include "cafs/node_modules/layout.h"

namespace cafs {

/// Which packages of a layout exist already, whatever is in them.
struct FoundSlots {
  std::vector<char> has_package;  ///< whether its directory exists
  std::vector<char> has_links;    ///< whether it exists, with all links beside it
};

/// Looks for them from the virtual store; no other directory is opened. Throws std::system_error.
FoundSlots find_slots(const Layout& layout, Workers& workers);

}  // namespace cafs
