#include "cafs/io/symlink.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>

#include "cafs/base/error.h"

namespace cafs {

namespace {

/// A name beside `name` that nobody else uses.
std::string temporary_name(const std::string& name) {
  static std::atomic<unsigned> number{0};
  const std::size_t slash = name.rfind('/');
  const std::string parent = slash == name.npos ? "" : name.substr(0, slash + 1);
  return fmt::format("{}.cafs-new-{}-{}", parent, ::getpid(), number.fetch_add(1));
}

std::string full(const Directory& directory, const std::string& name) {
  return directory.path() + "/" + name;
}

}  // namespace

std::optional<std::string> read_link(const Directory& directory, const std::string& name) {
  std::array<char, PATH_MAX> target;
  const ssize_t size = ::readlinkat(directory.fd(), name.c_str(), target.data(), target.size());
  if (size >= 0) return std::string(target.data(), static_cast<std::size_t>(size));
  if (errno == ENOENT || errno == EINVAL || errno == ENOTDIR) return std::nullopt;
  throw_errno("readlink", full(directory, name));
}

Found put_link(const Directory& directory, const std::string& name, const std::string& target) {
  if (::symlinkat(target.c_str(), directory.fd(), name.c_str()) == 0) return Found::missing;
  if (errno != EEXIST) throw_errno("symlink", full(directory, name));
  const auto there = read_link(directory, name);
  if (!there) {
    throw Error(full(directory, name) + ": is in the way of a link: it is no symbolic link");
  }
  if (*there == target) return Found::as_wanted;
  const std::string next = temporary_name(name);
  if (::symlinkat(target.c_str(), directory.fd(), next.c_str()) != 0)
    throw_errno("symlink", full(directory, next));
  directory.rename(next, directory, name);
  return Found::different;
}

void put_directory(const Directory& directory, const std::string& name) {
  if (::mkdirat(directory.fd(), name.c_str(), 0777) == 0) return;
  if (errno != EEXIST) throw_errno("mkdir", full(directory, name));
  if (is_own_directory(directory, name)) return;
  throw Error(full(directory, name) + ": is in the way: it is no directory");
}

bool is_own_directory(const Directory& directory, const std::string& name) {
  struct stat status {};
  return ::fstatat(directory.fd(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISDIR(status.st_mode);
}

}  // namespace cafs
