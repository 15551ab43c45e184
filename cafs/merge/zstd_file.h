#pragma once
#include <string>
#include <vector>

#include "cafs/base/bytes.h"
#include "cafs/base/parallel.h"
#include "cafs/io/directory.h"

namespace cafs {

/// A new file that what is written to it is compressed into: a sequence of zstd frames of 8 MiB
/// each, compressed by all threads at zstd's default level. The bytes do not depend on the number
/// of threads. (zstd's own threads would do, but a static libzstd may be built without them.)
class ZstdFile {
 public:
  /// Creates `directory`/`name`. Throws std::system_error.
  ZstdFile(const Directory& directory, const std::string& name, Workers& workers);
  ZstdFile(const ZstdFile&) = delete;
  ZstdFile& operator=(const ZstdFile&) = delete;

  /// Throws std::system_error, Error, Interrupted. Takes some 20 MiB of memory for each thread, up
  /// to 16 of them.
  void write(ByteView bytes);

  /// Writes what is left, and closes the file.
  void finish();

 private:
  void flush();

  std::string path_;
  Fd fd_;
  Workers& workers_;
  std::size_t room_;
  ByteBuffer pending_;
};

}  // namespace cafs
