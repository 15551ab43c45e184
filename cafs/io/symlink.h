#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <string_view>

#include "cafs/base/bytes.h"
#include "cafs/io/directory.h"

namespace cafs {

/// The target of the symbolic link `name` below `directory`; nothing if there is none, or something
/// else. Throws std::system_error.
std::optional<std::string> read_link(const Directory& directory, const std::string& name);

/// How something was found.
enum class Found { as_wanted, missing, different };

/// Gives a private directory, such as a Staging's, for files that will replace others. It is called
/// only when one is needed.
using PlaceForNew = std::function<const Directory&()>;

/// Makes `name` below `directory` a symbolic link with this target, atomically, and returns what
/// was there. A link that replaces another is made in `place` first. Without `place`, or if that is
/// another file system, it is made beside `name`, where it may stay after a kill: see
/// remove_unfinished. Throws Error if something other than a symbolic link is there;
/// std::system_error.
Found put_link(const Directory& directory, const std::string& name, const std::string& target,
               const PlaceForNew& place = {});

/// The same with a complete file, which replaces any other.
void put_file(const Directory& directory, const std::string& name, ByteView content, mode_t mode,
              const PlaceForNew& place = {});

/// Removes what dead processes have left unfinished in the directory, and returns all other names
/// there, sorted.
std::vector<std::string> remove_unfinished(const Directory& directory);

/// Makes the directory `name` below `directory`, unless it is there. Throws Error for anything else
/// of that name, also a symbolic link to a directory: what is written there would be elsewhere.
void put_directory(const Directory& directory, const std::string& name);

/// Whether `name` below `directory` is a directory, and no symbolic link to one.
bool is_own_directory(const Directory& directory, const std::string& name);

}  // namespace cafs
