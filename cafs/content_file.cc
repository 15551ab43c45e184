#include "cafs/content_file.h"

#include <unistd.h>

namespace cafs {

mode_t content_mode(Executable executable) { return executable == Executable::yes ? 0777 : 0666; }

bool has_content(const Directory& store, const std::string& path, Executable executable,
                 std::uint64_t size) {
  constexpr mode_t kExecuteBits = 0111;
  const auto found = store.status(path);
  return found && found->regular && found->size == size &&
         (found->mode & kExecuteBits) == (executable == Executable::yes ? kExecuteBits : 0);
}

bool share_content(const Directory& from, const Directory& to, const std::string& path,
                   Executable executable, std::uint64_t size) {
  return has_content(from, path, executable, size) &&
         ::linkat(from.fd(), path.c_str(), to.fd(), path.c_str(), 0) == 0;
}

}  // namespace cafs
