#include "cafs/content_file.h"

#include "cafs/io/place.h"

namespace cafs {

mode_t content_mode(Executable executable) { return executable == Executable::yes ? 0777 : 0666; }

bool has_content(const Directory& store, const std::string& path, Executable executable,
                 std::uint64_t size) {
  const auto found = store.status(path);
  return found && found->regular && found->size == size &&
         is_content_mode(found->mode, executable == Executable::yes);
}

}  // namespace cafs
