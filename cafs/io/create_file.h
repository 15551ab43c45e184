#pragma once
#include <sys/types.h>

#include <string>

#include "cafs/io/fd.h"

namespace cafs {

/// Creates the file `name` below an open directory, to write to, with this mode less the umask.
/// None, with errno, where it cannot, as where something has that name.
Fd create_file(int directory, const std::string& name, mode_t mode);

}  // namespace cafs
