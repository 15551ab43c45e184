#include "cafs/io/symlink.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <climits>
#include <csignal>

#include "cafs/base/error.h"

namespace cafs {

namespace {

/// The start of the names of files that will replace others; the process id follows.
constexpr std::string_view kUnfinished = ".cafs-new-";

/// Whether the process that made that name is dead.
bool is_abandoned(std::string_view name) {
  if (!name.starts_with(kUnfinished)) return false;
  name.remove_prefix(kUnfinished.size());
  pid_t process = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), process);
  return error == std::errc() && *end == '-' && ::kill(process, 0) != 0 && errno == ESRCH;
}

/// A name that nobody else uses.
std::string temporary_name() {
  static std::atomic<unsigned> number{0};
  return fmt::format("{}{}-{}", kUnfinished, ::getpid(), number.fetch_add(1));
}

/// Such a name in the directory of `name`.
std::string temporary_name(const std::string& name) {
  const std::size_t slash = name.rfind('/');
  return (slash == name.npos ? "" : name.substr(0, slash + 1)) + temporary_name();
}

/// Lets `make` make a file in `place`, then renames it to `name` below `directory`. False, with the
/// file removed, if that is another file system.
template <typename Make>
bool replace_from(const Directory& place, const Directory& directory, const std::string& name,
                  const Make& make) {
  const std::string next = temporary_name();
  make(place, next);
  if (::renameat(place.fd(), next.c_str(), directory.fd(), name.c_str()) == 0) return true;
  const int error = errno;
  ::unlinkat(place.fd(), next.c_str(), 0);
  if (error == EXDEV) return false;
  errno = error;
  throw_errno("rename", directory.path() + "/" + name);
}

template <typename Make>
void replace(const Directory& directory, const std::string& name, const PlaceForNew& place,
             const Make& make) {
  if (place && replace_from(place(), directory, name, make)) return;
  const std::string next = temporary_name(name);
  ::unlinkat(directory.fd(), next.c_str(), 0);
  make(directory, next);
  directory.rename(next, directory, name);
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

Found put_link(const Directory& directory, const std::string& name, const std::string& target,
               const PlaceForNew& place) {
  if (::symlinkat(target.c_str(), directory.fd(), name.c_str()) == 0) return Found::missing;
  if (errno != EEXIST) throw_errno("symlink", full(directory, name));
  const auto there = read_link(directory, name);
  if (!there) {
    throw Error(full(directory, name) + ": is in the way of a link: it is no symbolic link");
  }
  if (*there == target) return Found::as_wanted;
  replace(directory, name, place, [&](const Directory& parent, const std::string& next) {
    if (::symlinkat(target.c_str(), parent.fd(), next.c_str()) != 0)
      throw_errno("symlink", full(parent, next));
  });
  return Found::different;
}

void put_file(const Directory& directory, const std::string& name, ByteView content, mode_t mode,
              const PlaceForNew& place) {
  replace(directory, name, place, [&](const Directory& parent, const std::string& next) {
    parent.write_new(next, content, mode);
  });
}

std::vector<std::string> remove_unfinished(const Directory& directory) {
  std::vector<std::string> names = directory.list(".");
  std::erase_if(names, [&](const std::string& name) {
    return is_abandoned(name) && ::unlinkat(directory.fd(), name.c_str(), 0) == 0;
  });
  return names;
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
