#pragma once
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "cafs/base/bytes.h"
#include "cafs/io/fd.h"
#include "cafs/io/file_reader.h"

namespace cafs {

/// While it lives, gives back the memory of a mapped file again and again, for a reader that reads
/// the file in one go and cannot be stopped in between. Pages that are read again come from the
/// page cache. Without this, all pages that were read count as memory of the process.
class PageRelease {
 public:
  /// `mapping` must start at a page and outlive this.
  explicit PageRelease(ByteView mapping);

 private:
  void run(const std::stop_token& stop);

  ByteView mapping_;
  std::mutex mutex_;
  std::condition_variable_any stopped_;
  std::jthread thread_;  // last: it stops before the rest goes
};

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

  /// From this size on, giving its memory back is worth a thread.
  static constexpr std::size_t kLarge = 8 << 20;
  bool is_large() const { return bytes_.size() >= kLarge; }

  /// Reads a large file once more, without memory for it. Throws std::system_error.
  FileReader reader() const;

  /// Keeps a large file from taking memory while it is read once, as long as the result lives; null
  /// for a smaller file.
  std::unique_ptr<PageRelease> release_while_read() const;

 private:
  std::string path_;
  Fd fd_;  // of a mapped file
  ByteBuffer buffer_;
  void* mapping_ = nullptr;
  ByteView bytes_;
};

/// From now on, when the content of a mapped file is gone (it was truncated meanwhile, or its disk
/// cannot read it: SIGBUS), `line` is written to standard error and the process ends with `code`.
/// It leaves behind what a killed process leaves. `line` must live until then.
void end_where_a_file_is_lost(const char* line, int code);

}  // namespace cafs
