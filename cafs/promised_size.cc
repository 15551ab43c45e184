#include "cafs/promised_size.h"

#include "cafs/bytes.h"
#include "cafs/format/unpacked_size.h"
#include "cafs/io/file_ends.h"

namespace cafs {

PromisedSize promised_size(const std::string& path) {
  const FileEnds ends = file_ends(path);
  return {ends.size, expected_unpacked_size(as_bytes(ends.first), as_bytes(ends.last), ends.size)};
}

}  // namespace cafs
