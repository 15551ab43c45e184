#pragma once
#include <string>

namespace cafs {

/// The directory that holds the version's directory of the store that is called `root`: ROOT, or
/// what ROOT lies in where that is itself called `v10`.
std::string store_root(const std::string& root);

}  // namespace cafs
