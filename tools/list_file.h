#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace cafs::tools {

/// The path that the argument of --from or --batch means: "env:NAME" is the file that the
/// environment variable NAME names, as Nix' passAsFile gives it; anything else is itself. Throws
/// Error where there is no such variable.
std::string list_file(const std::string& argument);

/// The items of a list. The last needs no separator; empty ones are skipped. If the items are lines
/// ("\n"), a carriage return at the end is dropped.
std::vector<std::string> list_items(std::string_view text, char separator);

}  // namespace cafs::tools
