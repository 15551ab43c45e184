#pragma once
#include <cstddef>
#include <string>

#include "cafs/bytes.h"

namespace cafs {

/// The bytes of a regular file, for reading once.
class InputFile {
 public:
  /// Throws std::system_error when it cannot be opened or read, Error when it is no regular file.
  /// A file of more than 1 MiB is mapped: it must not be truncated while this lives.
  explicit InputFile(const std::string& path);
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile();

  ByteView bytes() const { return bytes_; }

 private:
  ByteBuffer buffer_;
  void* mapping_ = nullptr;
  ByteView bytes_;
};

}  // namespace cafs
