#pragma once
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cafs/base/parallel.h"
#include "cafs/io/directory.h"

namespace cafs {

/// The rows of the `index.db` of a store that have one of these keys, as files of their own would
/// have them: paths (`row_path`) and texts (`row_text`). The time depends on the number of keys,
/// not on the size of the store. Nobody may be writing it. Throws Error naming the file if there is
/// none, or it cannot be read; std::system_error; Interrupted.
using IndexTexts = std::vector<std::pair<std::string, std::string>>;
IndexTexts read_index_texts(const Directory& version, std::span<const std::string> keys,
                            Workers& workers);

}  // namespace cafs
