#pragma once
#include <string>

namespace cafs::tools {

/// The path that the argument of --from or --batch means: "env:NAME" is the file that the
/// environment variable NAME names, as Nix' passAsFile gives it; anything else is itself. Throws
/// Error where there is no such variable.
std::string list_file(const std::string& argument);

}  // namespace cafs::tools
