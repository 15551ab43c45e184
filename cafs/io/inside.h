#pragma once
#include <optional>
#include <string>

#include "cafs/io/directory.h"

namespace cafs {

/// The directory at `path` below `top`; nothing where there is none, or a part of the way is a
/// symbolic link. Throws std::system_error.
std::optional<Directory> find_inside(const Directory& top, const std::string& path);

/// The same, with what is missing made. Throws Error where a part of the way is something else, as
/// a symbolic link: what is written there would be elsewhere. Any number of threads may make the
/// same.
Directory make_inside(const Directory& top, const std::string& path);

}  // namespace cafs
