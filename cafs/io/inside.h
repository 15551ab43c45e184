#pragma once
#include <optional>
#include <string>

#include "cafs/io/directory.h"

namespace cafs {

/// The directory at `path` below `top`; nothing where there is none, or a part of the way is a
/// symbolic link. Throws std::system_error.
std::optional<Directory> find_inside(const Directory& top, const std::string& path);

/// The same, but makes directories that are missing. Throws Error if a part of the way is something
/// else, such as a symbolic link: files would be written elsewhere. Any number of threads may make
/// the same directory.
Directory make_inside(const Directory& top, const std::string& path);

}  // namespace cafs
