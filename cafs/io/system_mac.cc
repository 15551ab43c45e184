#include <dirent.h>
#include <fcntl.h>
#include <sys/clonefile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <string_view>

#include "cafs/io/create_file.h"
#include "cafs/io/system.h"

namespace cafs {

namespace {

struct CloseListing {
  void operator()(DIR* listing) const { ::closedir(listing); }
};

/// A listing closes its own descriptor.
std::unique_ptr<DIR, CloseListing> listing_of(const Fd& directory, const std::string& path) {
  const int fd = ::fcntl(directory.get(), F_DUPFD_CLOEXEC, 0);
  DIR* const listing = fd < 0 ? nullptr : ::fdopendir(fd);
  if (listing) return std::unique_ptr<DIR, CloseListing>(listing);
  const int error = errno;
  if (fd >= 0) ::close(fd);
  errno = error;
  throw_errno("read", path);
}

/// Clones `from` with its mode, then sets this mode. False, with errno, if either fails.
bool clone_whole(const Fd& from, int to, const char* name, mode_t mode) {
  if (::fclonefileat(from.get(), to, name, CLONE_NOOWNERCOPY) != 0) return false;
  if (::fchmodat(to, name, mode, 0) == 0) return true;
  const int error = errno;
  ::unlinkat(to, name, 0);
  errno = error;
  return false;
}

}  // namespace

std::vector<std::string> read_names(const Fd& directory, const std::string& path) {
  const auto listing = listing_of(directory, path);
  std::vector<std::string> names;
  for (;;) {
    errno = 0;
    const dirent* const entry = ::readdir(listing.get());
    if (!entry && errno != 0) throw_errno("read", path);
    if (!entry) return names;
    const std::string_view name(entry->d_name, entry->d_namlen);
    if (name != "." && name != "..") names.emplace_back(name);
  }
}

Fd open_without_links(int top, const std::string& path) {
  constexpr int kHow = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW_ANY;
  return Fd(::openat(top, path.c_str(), kHow));
}

bool rename_unless_there(int from, const std::string& name, int to, const std::string& new_name) {
  return ::renameatx_np(from, name.c_str(), to, new_name.c_str(), RENAME_EXCL) == 0;
}

bool is_unknown_rename(int error) { return error == ENOTSUP || error == EINVAL; }

bool write_out(int directory) {
  return ::fsync_volume_np(directory, SYNC_VOLUME_FULLSYNC | SYNC_VOLUME_WAIT) == 0;
}

NewFile create_clone(const Fd& from, int to, const std::string& name, mode_t mode) {
  if (clone_whole(from, to, name.c_str(), mode)) return {.file = {}, .has_content = true};
  const int error = errno;
  if (error == EEXIST) return {};
  NewFile made{.file = create_file(to, name, mode)};
  if (made.file) errno = error;
  return made;
}

// macOS can only copy whole files, with fcopyfile's own buffer.
ssize_t copy_some(const Fd& /*from*/, const Fd& /*to*/, std::size_t /*most*/) {
  errno = ENOTSUP;
  return -1;
}

// A directory cannot be read, and a descriptor that is opened for reading cannot be written.
int open_as_closed() { return ::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC); }

bool is_as_closed(int fd) {
  struct stat status {};
  struct stat root {};
  if (::fstat(fd, &status) != 0) return true;
  return ::stat("/", &root) == 0 && status.st_ino == root.st_ino && status.st_dev == root.st_dev;
}

}  // namespace cafs
