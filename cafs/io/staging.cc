#include "cafs/io/staging.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "cafs/io/directory_lock.h"
#include "cafs/io/symlink.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

constexpr std::string_view kPrefix = ".cafs-staging-";
constexpr std::string_view kRandom = "%%%%%%%%%%%%";  // unique_path makes them hexadecimal digits

/// Only what has a name of cafs' own is ever removed.
bool is_staging_name(std::string_view name) {
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return name.starts_with(kPrefix) && name.size() == kPrefix.size() + kRandom.size() &&
         std::all_of(name.begin() + kPrefix.size(), name.end(), is_digit);
}

/// Tries to take the lock, which a living owner holds. Where the file system has no such locks,
/// every owner counts as alive.
bool lock(const Directory& directory) { return ::flock(directory.fd(), LOCK_EX | LOCK_NB) == 0; }

bool still_there(const Directory& directory) {
  struct stat status {};
  return ::fstat(directory.fd(), &status) == 0 && status.st_nlink > 0;
}

/// Whether unlink failed as it does for a directory: with EISDIR on Linux, else EPERM, which may
/// mean something else, too.
bool was_directory(const Directory& parent, const std::string& name) {
  return errno == EISDIR || (errno == EPERM && is_own_directory(parent, name));
}

// One call for each file, relative to its directory: after a signal somebody waits for this.
void remove_content(const Directory& directory) {
  for (const std::string& name : directory.list(".")) {
    const bool is_gone = ::unlinkat(directory.fd(), name.c_str(), 0) == 0;
    if (is_gone || !was_directory(directory, name)) continue;
    remove_content(directory.open_own(name));
    ::unlinkat(directory.fd(), name.c_str(), AT_REMOVEDIR);
  }
}

/// Removes as much as possible. The next process that writes here removes the rest.
void remove_tree(const Directory& parent, const std::string& name, const Directory& tree) noexcept {
  try {
    remove_content(tree);
  } catch (const std::exception&) {
  }
  ::unlinkat(parent.fd(), name.c_str(), AT_REMOVEDIR);
}

/// The directory `name` that was just made, locked; nothing where another process has taken it for
/// abandoned meanwhile.
std::optional<Directory> claimed(const Directory& parent, const std::string& name) {
  try {
    Directory made = parent.open_below(name);
    const bool held = lock(made) || errno != EWOULDBLOCK;
    return held && still_there(made) ? std::optional(std::move(made)) : std::nullopt;
  } catch (const std::system_error& e) {
    if (e.code().value() == ENOENT) return std::nullopt;
    throw;
  }
}

/// None where the directory may not be listed.
std::vector<std::string> names_in(const Directory& parent) {
  try {
    return parent.list(".");
  } catch (const std::system_error&) {
    return {};
  }
}

/// Whether the directory still has this name. Its owner may have given it its final name meanwhile,
/// and released the lock.
bool still_called(const Directory& parent, const std::string& name, const Directory& directory) {
  struct stat there {};
  struct stat here {};
  return ::fstatat(parent.fd(), name.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 &&
         ::fstat(directory.fd(), &here) == 0 && there.st_dev == here.st_dev &&
         there.st_ino == here.st_ino;
}

void remove_if_abandoned(const Directory& parent, const std::string& name) {
  try {
    const Directory directory = parent.open_own(name);
    if (lock(directory) && still_called(parent, name, directory)) {
      remove_tree(parent, name, directory);
    }
  } catch (const std::exception&) {
    // Gone meanwhile, or not ours to remove.
  }
}

}  // namespace

Staging::Staging(const Directory& parent) : parent_(parent) {
  while (!directory_) {
    name_ = std::string(kPrefix) + fs::unique_path(std::string(kRandom)).string();
    if (!parent.make(name_, 0700)) continue;
    try {
      directory_ = claimed(parent, name_);
    } catch (...) {
      ::unlinkat(parent.fd(), name_.c_str(), AT_REMOVEDIR);
      throw;
    }
  }
}

bool Staging::rename(const std::string& name, mode_t mode) {
  if (::fchmod(directory_->fd(), mode) != 0) throw_errno("chmod", directory_->path());
  if (!parent_.rename_new(name_, parent_, name)) return false;
  name_.clear();
  return true;
}

Staging::~Staging() {
  if (name_.empty()) return;
  // The directory is nearly always empty by now; then one call is enough.
  if (::unlinkat(parent_.fd(), name_.c_str(), AT_REMOVEDIR) == 0) return;
  remove_tree(parent_, name_, *directory_);
}

void remove_abandoned(const Directory& parent) {
  for (const std::string& name : names_in(parent)) {
    if (is_staging_name(name)) remove_if_abandoned(parent, name);
    if (name == kLockName) remove_abandoned_lock(parent);
  }
}

StagedFile::StagedFile(const Directory& directory, std::string name, ByteView content, mode_t mode)
    : directory_(&directory), name_(std::move(name)), size_(content.size()) {
  if (directory.write_new(name_, content, mode)) return;
  errno = EEXIST;
  throw_errno("open", directory.path() + "/" + name_);
}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : directory_(std::exchange(other.directory_, nullptr)),
      name_(std::move(other.name_)),
      size_(other.size_) {}

StagedFile::~StagedFile() {
  if (directory_) ::unlinkat(directory_->fd(), name_.c_str(), 0);
}

FileReader StagedFile::reader() const {
  const std::string path = directory_->path() + "/" + name_;
  Fd fd(::openat(directory_->fd(), name_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd) throw_errno("open", path);
  return {std::move(fd), path};
}

void StagedFile::rename(const Directory& to, const std::string& name) {
  directory_->rename(name_, to, name);
  directory_ = nullptr;
}

bool StagedFile::rename_new(const Directory& to, const std::string& name) {
  if (!directory_->rename_new(name_, to, name)) return false;
  directory_ = nullptr;
  return true;
}

bool StagedFile::link(const Directory& to, const std::string& name) const {
  return ::linkat(directory_->fd(), name_.c_str(), to.fd(), name.c_str(), 0) == 0;
}

}  // namespace cafs
