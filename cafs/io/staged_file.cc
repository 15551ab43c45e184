#include "cafs/io/staged_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace cafs {

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
