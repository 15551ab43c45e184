#pragma once
#include <cstddef>
#include <memory>
#include <string>

#include "cafs/bytes.h"
#include "cafs/io/fd.h"
#include "cafs/io/file_reader.h"
#include "cafs/io/page_release.h"

namespace cafs {

/// The bytes of a regular file.
class InputFile {
 public:
  /// Throws std::system_error when it cannot be opened or read, Error when it is no regular file.
  /// A file of more than 1 MiB is mapped: it must not be truncated while this lives.
  explicit InputFile(const std::string& path);
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile();

  ByteView bytes() const { return bytes_; }

  bool is_mapped() const { return mapping_ != nullptr; }

  /// From this size on its memory counts: giving it back is worth a thread.
  static constexpr std::size_t kLarge = 8 << 20;
  bool is_large() const { return bytes_.size() >= kLarge; }

  /// Reads a large file once more, without its taking memory. Throws std::system_error.
  FileReader reader() const;

  /// Keeps a large file from taking memory while it is read once and the result lives; null for
  /// another.
  std::unique_ptr<PageRelease> release_while_read() const;

 private:
  std::string path_;
  Fd fd_;  // of a mapped file
  ByteBuffer buffer_;
  void* mapping_ = nullptr;
  ByteView bytes_;
};

}  // namespace cafs
