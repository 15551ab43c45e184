#include "cafs/io/fd.h"

#include <cerrno>
#include <system_error>

namespace cafs {

void throw_errno(const char* call, const std::string& path) {
  const int error = errno;
  throw std::system_error(error, std::generic_category(), std::string(call) + " " + path);
}

}  // namespace cafs
