#pragma once
#include <string>
#include <vector>

namespace cafs::tools {

/// A library that this program is made with.
struct Library {
  std::string name, version;
};

/// All of them, sorted by name. If a library is loaded when the program starts, its version is the
/// loaded one, as far as the library tells it.
std::vector<Library> libraries();

}  // namespace cafs::tools
