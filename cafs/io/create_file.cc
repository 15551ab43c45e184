#include "cafs/io/create_file.h"

#include <fcntl.h>

namespace cafs {

Fd create_file(int directory, const std::string& name, mode_t mode) {
  return Fd(::openat(directory, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
}

}  // namespace cafs
