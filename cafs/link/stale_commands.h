#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "cafs/io/directory.h"

namespace cafs {

/// Removes the commands among the names in a directory `.bin` that are not `wanted`, and returns
/// their number. Commands are shims, which begin as those of pnpm 10 to 12 do, and relative
/// symbolic links. Anything else stays: pnpm did not put it there. Throws std::system_error.
std::size_t remove_stale_commands(const Directory& directory, const std::vector<std::string>& names,
                                  const std::unordered_set<std::string_view>& wanted);

}  // namespace cafs
