#pragma once
#include <string>
#include <vector>

#include "cafs/io/directory.h"

namespace cafs {

/// Writes a list of fragments into `directory`, which is made if it is missing: the file
/// `fragments` has their paths, one a line, absolute, without symbolic links, and sorted. Throws
/// Error where there is a store, or a path has a newline; std::system_error.
void write_fragment_list(const std::string& directory, const std::vector<std::string>& fragments,
                         Durability durability);

/// The fragments that `path` stands for: those in its list if it is a directory with a list and no
/// store; else `path` itself. Throws Error where a line is no absolute path; std::system_error,
/// Interrupted.
std::vector<std::string> fragments_at(const std::string& path);

}  // namespace cafs
