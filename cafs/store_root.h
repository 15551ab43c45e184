#pragma once
#include <string>

#include "cafs/format/store_version.h"

namespace cafs {

/// The directory that holds the version's directory of the store that is called `root`: ROOT, or
/// what ROOT lies in where that is itself called `v10`, or whatever the version's directory is.
std::string store_root(const std::string& root, StoreVersion version = StoreVersion::v10);

/// Throws Error where a symbolic link to nothing, or one that another user planted, lies where the
/// store of this version at `root` has its directories; std::system_error. Nothing is written.
void check_place(const std::string& root, StoreVersion version);

}  // namespace cafs
