#pragma once
#include <string>

#include "cafs/io/directory.h"

namespace cafs {

/// Renames the directory `name` from `from` to `to`. False when `to` has it already.
bool rename_directory(const Directory& from, const std::string& name, const Directory& to);

/// Renames every file of `from`, at any depth, to the same place below `to`, making directories as
/// needed; a file there is replaced. Both on one file system.
void merge_tree(const Directory& from, const Directory& to);

}  // namespace cafs
