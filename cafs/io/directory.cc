#include "cafs/io/directory.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "cafs/io/interrupt.h"

namespace cafs {

namespace {

// Between two of these a signal is noticed; a whole file of some megabytes goes in one call.
constexpr std::size_t kMostAtOnce = 8 << 20;

void write_all(const Fd& fd, ByteView content, const std::string& path) {
  while (!content.empty()) {
    const ssize_t put = ::write(fd.get(), content.data(), std::min(content.size(), kMostAtOnce));
    if (put < 0 && errno != EINTR) throw_errno("write", path);
    if (put > 0) content = content.subspan(static_cast<std::size_t>(put));
    if (!content.empty()) throw_if_interrupted();
  }
}

Fd open_directory(int parent, const std::string& name, const std::string& path) {
  Fd fd(::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) throw_errno("open", path);
  return fd;
}

}  // namespace

Directory Directory::open(const std::string& path) {
  return {open_directory(AT_FDCWD, path, path), path};
}

Directory Directory::open_below(const std::string& name) const {
  return {open_directory(fd(), name, full(name)), full(name)};
}

bool Directory::make(const std::string& name) const {
  if (::mkdirat(fd(), name.c_str(), 0777) == 0) return true;
  if (errno != EEXIST) throw_errno("mkdir", full(name));
  return false;
}

std::optional<std::uint64_t> Directory::file_size(const std::string& name) const {
  struct stat status {};
  if (::fstatat(fd(), name.c_str(), &status, 0) != 0) {
    if (errno != ENOENT) throw_errno("stat", full(name));
    return std::nullopt;
  }
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

bool Directory::exists(const std::string& name) const {
  if (::faccessat(fd(), name.c_str(), F_OK, 0) == 0) return true;
  if (errno != ENOENT) throw_errno("access", full(name));
  return false;
}

std::optional<std::string> Directory::read(const std::string& name) const {
  const Fd file(::openat(fd(), name.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file && errno == ENOENT) return std::nullopt;
  if (!file) throw_errno("open", full(name));
  std::string content;
  char buffer[64 * 1024];
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno("read", full(name));
    if (got == 0) return content;
    content.append(buffer, static_cast<std::size_t>(got));
  }
}

bool Directory::write_new(const std::string& name, ByteView content, mode_t mode) const {
  Fd file(::openat(fd(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!file) {
    if (errno != EEXIST) throw_errno("open", full(name));
    return false;
  }
  try {
    write_all(file, content, full(name));
    if (!file.close()) throw_errno("close", full(name));
  } catch (...) {
    ::unlinkat(fd(), name.c_str(), 0);
    throw;
  }
  return true;
}

void Directory::rename(const std::string& name, const Directory& to,
                       const std::string& new_name) const {
  if (::renameat(fd(), name.c_str(), to.fd(), new_name.c_str()) != 0) {
    throw_errno("rename", full(name));
  }
}

}  // namespace cafs
