#pragma once
#include <optional>
#include <string>

#include "cafs/io/directory.h"

namespace cafs {

/// What the symbolic link `name` below `directory` says; nothing where there is none, or something
/// else. Throws std::system_error.
std::optional<std::string> read_link(const Directory& directory, const std::string& name);

/// How something was found.
enum class Found { as_wanted, missing, different };

/// Makes `name` below `directory` a symbolic link with this target, at once for whoever looks, and
/// tells what was there. Throws Error where that is no symbolic link, std::system_error.
Found put_link(const Directory& directory, const std::string& name, const std::string& target);

/// Makes the directory `name` below `directory`, unless it is there. Throws Error for anything else
/// of that name, also a symbolic link to a directory: what is written there would be elsewhere.
void put_directory(const Directory& directory, const std::string& name);

/// Whether `name` below `directory` is a directory, and no symbolic link to one.
bool is_own_directory(const Directory& directory, const std::string& name);

}  // namespace cafs
