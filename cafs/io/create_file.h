#pragma once
#include <sys/types.h>

#include <string>

#include "cafs/io/fd.h"

namespace cafs {

/// Creates the file `name` below an open directory, for writing, with this mode less the umask. If
/// that fails, for example because something has that name, returns none and sets errno.
Fd create_file(int directory, const std::string& name, mode_t mode);

}  // namespace cafs
