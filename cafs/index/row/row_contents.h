#pragma once
#include <string_view>

#include "cafs/index/index_contents.h"

namespace cafs {

/// Reads a row of a v11 store, whoever wrote it: pnpm 11, pnpm 12 or cafs. The paths point into
/// `row`. Throws Error for bytes that are not in msgpackr's encoding, and for a record that no pnpm
/// writes.
IndexContents read_row_contents(std::string_view row);

}  // namespace cafs
