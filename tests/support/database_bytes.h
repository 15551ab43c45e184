#pragma once
#include <span>

#include "cafs/index/row/index_table.h"

namespace cafs::tests {

/// The rows of the `index.db` that has these bytes, as `rows_of` reads them from a file. Throws
/// Error.
IndexRows rows_in(std::span<const char> database);

}  // namespace cafs::tests
