#pragma once
#include <string>

namespace cafs::tools {

/// What `cafs --version --json` prints: an object with the version; the commit, or null where that
/// is not known; how SHA-512 is made in this run; the processor, with all ways to make it there;
/// and the libraries.
std::string version_json();

}  // namespace cafs::tools
