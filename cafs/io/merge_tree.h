#pragma once
#include <string>

#include "cafs/io/directory.h"

namespace cafs {

/// Renames the directory `name` below `parent`. False when something has the new name already.
bool rename_directory(const Directory& parent, const std::string& name,
                      const std::string& new_name);

/// Renames every file of `from`, at any depth, to the same place below `to`, making directories as
/// needed; a file there is replaced. Both on one file system.
void merge_tree(const Directory& from, const Directory& to);

}  // namespace cafs
