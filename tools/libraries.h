#pragma once
#include <string>
#include <vector>

namespace cafs::tools {

/// A library that this program is made with.
struct Library {
  std::string name, version;
};

/// All of them, in the order of their names. Of one that is loaded when the program starts it is
/// the version that was loaded, if the library tells it.
std::vector<Library> libraries();

}  // namespace cafs::tools
