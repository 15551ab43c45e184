#pragma once
#include <string>
#include <vector>

#include "cafs/io/directory.h"

namespace cafs {

/// Makes `directory`, which is made too, a list of fragments: its file `fragments` has their paths,
/// a line each, absolute and without symbolic links, in order. Throws Error where there is a store,
/// or a path has a newline; std::system_error.
void write_fragment_list(const std::string& directory, const std::vector<std::string>& fragments,
                         Durability durability);

/// The fragments that `path` stands for: those that it lists, where it is a directory with a list
/// and no store; else itself. Throws Error where a line is no absolute path; std::system_error,
/// Interrupted.
std::vector<std::string> fragments_at(const std::string& path);

}  // namespace cafs
