#include "cafs/io/directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/io/create_file.h"
#include "cafs/io/system.h"

namespace cafs {

namespace {

[[noreturn]] void throw_link_to_nothing(const std::string& path) {
  throw Error(path + ": is a symbolic link to nothing");
}

/// Throws if `name`, under which nothing was found, is a symbolic link to nothing. Leaves errno as
/// it was.
void refuse_link_to_nothing(int parent, const std::string& name, const std::string& path) {
  const int error = errno;
  struct stat found {};
  const bool there = ::fstatat(parent, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0;
  if (there && S_ISLNK(found.st_mode)) throw_link_to_nothing(path);
  errno = error;
}

Fd open_directory(int parent, const std::string& name, const std::string& path, int more = 0) {
  Fd fd(::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | more));
  if (fd) return fd;
  if (errno == ENOENT) refuse_link_to_nothing(parent, name, path);
  throw_errno("open", path);
}

/// Files that are read whole are small, such as indexes; the largest known index has 3 MiB.
constexpr off_t kLargest = off_t{1} << 30;

std::size_t length(const Fd& file, const std::string& path) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw_errno("stat", path);
  if (!S_ISREG(status.st_mode)) throw Error(path + ": is not a regular file");
  if (status.st_size > kLargest) throw Error(path + ": is larger than 1 GiB");
  return static_cast<std::size_t>(status.st_size);
}

}  // namespace

Directory Directory::open(const std::string& path) {
  return {open_directory(AT_FDCWD, path, path), path};
}

Directory Directory::open_below(const std::string& name) const {
  return {open_directory(fd(), name, full(name)), full(name)};
}

Directory Directory::open_own(const std::string& name) const {
  return {open_directory(fd(), name, full(name), O_NOFOLLOW), full(name)};
}

std::optional<Directory> Directory::open_inside(const std::string& path) const {
  Fd found = open_without_links(fd(), path);
  if (!found) return std::nullopt;
  return Directory(std::move(found), full(path));
}

bool Directory::make(const std::string& name, mode_t mode) const {
  if (::mkdirat(fd(), name.c_str(), mode) == 0) return true;
  if (errno != EEXIST) throw_errno("mkdir", full(name));
  refuse_bad_link(name);
  return false;
}

void Directory::refuse_bad_link(const std::string& name) const {
  struct stat found {};
  if (::fstatat(fd(), name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) return;
  if (!S_ISLNK(found.st_mode)) return;
  if (found.st_uid != 0 && found.st_uid != ::geteuid()) {
    throw Error(full(name) + ": is a symbolic link of another user");
  }
  if (!status(name)) throw_link_to_nothing(full(name));
}

std::optional<FileStatus> Directory::status(const std::string& name) const {
  struct stat found {};
  if (::fstatat(fd(), name.c_str(), &found, 0) != 0) {
    if (errno != ENOENT && errno != ENOTDIR) throw_errno("stat", full(name));
    return std::nullopt;
  }
  return FileStatus{S_ISREG(found.st_mode), static_cast<std::uint64_t>(found.st_size),
                    static_cast<mode_t>(found.st_mode & 07777)};
}

std::optional<std::uint64_t> Directory::file_size(const std::string& name) const {
  const auto found = status(name);
  return found && found->regular ? std::optional(found->size) : std::nullopt;
}

bool Directory::exists(const std::string& name) const {
  struct stat found {};
  if (::fstatat(fd(), name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0) return true;
  if (errno != ENOENT) throw_errno("stat", full(name));
  return false;
}

std::vector<std::string> Directory::list(const std::string& name) const {
  const Fd directory(::openat(fd(), name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory && errno == ENOENT) {
    refuse_link_to_nothing(fd(), name, full(name));
    return {};
  }
  if (!directory) throw_errno("open", full(name));
  std::vector<std::string> names = read_names(directory, full(name));
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<std::string> Directory::read(const std::string& name, std::size_t room) const {
  // O_NONBLOCK: opening a fifo must not wait for a writer.
  const Fd file(::openat(fd(), name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  if (!file) throw_errno("open", full(name));
  const std::size_t size = length(file, full(name));
  std::string content;
  content.reserve(size + room);
  std::array<char, 1 << 16> buffer;
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno("read", full(name));
    content.append(buffer.data(), static_cast<std::size_t>(got));
    // Files of /proc have no size.
    if (got == 0 || (size > 0 && content.size() == size)) return content;
  }
}

bool Directory::write_new(const std::string& name, ByteView content, mode_t mode) const {
  Fd file = create_file(fd(), name, mode);
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

bool Directory::rename_new(const std::string& name, const Directory& to,
                           const std::string& new_name) const {
  if (rename_unless_there(fd(), name, to.fd(), new_name)) return true;
  const bool unknown = is_unknown_rename(errno);
  if (unknown && !to.exists(new_name)) {
    rename(name, to, new_name);
    return true;
  }
  if (!unknown && errno != EEXIST) throw_errno("rename", full(name));
  return false;
}

void sync_file_system(const Directory& directory) {
  throw_if_interrupted();
  while (!write_out(directory.fd())) {
    if (errno != EINTR) throw_errno("syncfs", directory.path());
    throw_if_interrupted();
  }
}

namespace fs = boost::filesystem;

MadeDirectories::MadeDirectories(const std::string& path) {
  const fs::path all = fs::absolute(path).lexically_normal();
  for (fs::path missing = all; !fs::exists(missing); missing = missing.parent_path()) {
    made_.insert(made_.begin(), missing.string());
  }
  for (const std::string& directory : made_) {
    if (::mkdir(directory.c_str(), 0777) == 0 || errno == EEXIST) continue;
    const int error = errno;
    remove();
    throw std::system_error(error, std::generic_category(), "mkdir " + path);
  }
}

MadeDirectories::~MadeDirectories() { remove(); }

// Calls the system itself, as the constructor does: Boost's functions end the process where memory
// is lacking.
void MadeDirectories::remove() {
  for (; !made_.empty(); made_.pop_back()) ::rmdir(made_.back().c_str());
}

}  // namespace cafs
