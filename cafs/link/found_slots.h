#pragma once
#include <vector>

#include "cafs/base/parallel.h"
#include "cafs/node_modules/layout.h"

namespace cafs {

/// What is there of the packages of a layout, whatever is in it.
struct FoundSlots {
  std::vector<char> has_package;  ///< whether its directory is
  std::vector<char> has_links;    ///< whether it has, and all that it depends on beside it
};

/// Looks where they are: no directory but the virtual store is opened. Throws std::system_error.
FoundSlots find_slots(const Layout& layout, Workers& workers);

}  // namespace cafs
