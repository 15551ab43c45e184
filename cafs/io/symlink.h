#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <string_view>

#include "cafs/base/bytes.h"
#include "cafs/io/directory.h"

namespace cafs {

/// What the symbolic link `name` below `directory` says; nothing where there is none, or something
/// else. Throws std::system_error.
std::optional<std::string> read_link(const Directory& directory, const std::string& name);

/// How something was found.
enum class Found { as_wanted, missing, different };

/// A private directory, such as a Staging's, for what is to replace something; asked for when it is
/// needed.
using PlaceForNew = std::function<const Directory&()>;

/// Makes `name` below `directory` a symbolic link with this target, at once for whoever looks, and
/// tells what was there. A new one that replaces another is made at `place` first; without it, or
/// where that is another file system, beside it, where it may stay after a kill: see
/// remove_unfinished. Throws Error where what is there is no symbolic link, std::system_error.
Found put_link(const Directory& directory, const std::string& name, const std::string& target,
               const PlaceForNew& place = {});

/// The same with a complete file, which replaces any other.
void put_file(const Directory& directory, const std::string& name, ByteView content, mode_t mode,
              const PlaceForNew& place = {});

/// Removes what processes that are dead have left unfinished in the directory, and returns the
/// names of all else there, sorted.
std::vector<std::string> remove_unfinished(const Directory& directory);

/// Makes the directory `name` below `directory`, unless it is there. Throws Error for anything else
/// of that name, also a symbolic link to a directory: what is written there would be elsewhere.
void put_directory(const Directory& directory, const std::string& name);

/// Whether `name` below `directory` is a directory, and no symbolic link to one.
bool is_own_directory(const Directory& directory, const std::string& name);

}  // namespace cafs
