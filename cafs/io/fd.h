#pragma once
#include <unistd.h>

#include <string>
#include <utility>

#include "cafs/base/bytes.h"

namespace cafs {

/// Owns a file descriptor.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() {
    if (fd_ >= 0) ::close(fd_);
  }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

  /// Closes now. False with errno set when the kernel reports an error that it kept until now.
  bool close() { return ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_ = -1;
};

/// Writes all of `content`. Throws std::system_error naming `path`, and Interrupted.
void write_all(const Fd& fd, ByteView content, const std::string& path);

/// Throws std::system_error with errno, saying "`call` `path`: …"; Interrupted if errno is EINTR
/// and a signal has come.
[[noreturn]] void throw_errno(const char* call, const std::string& path);

/// Keeps files that are opened from now on from getting the number of a closed standard descriptor:
/// output for that descriptor would get into the file. It still counts as closed.
void keep_closed_standard_descriptors();

/// Whether standard input is closed.
bool standard_input_is_closed();

}  // namespace cafs
