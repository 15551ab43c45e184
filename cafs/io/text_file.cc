#include "cafs/io/text_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <array>
#include <boost/filesystem.hpp>
#include <cerrno>

#include "cafs/error.h"
#include "cafs/io/interrupt.h"
#include "cafs/io/staging.h"
#include "cafs/io/wait.h"

namespace cafs {

namespace {

/// Throws Error for what does not end when its writer says so: of devices only terminals and
/// /dev/null do.
void check_ends(const Fd& fd, const std::string& name) {
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) throw_errno("stat", name);
  if (S_ISDIR(status.st_mode)) throw Error(name + ": is a directory");
  const bool null = S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3);
  const bool device = S_ISBLK(status.st_mode) || S_ISCHR(status.st_mode);
  if (device && !null && ::isatty(fd.get()) == 0) throw Error(name + ": is a device");
}

}  // namespace

std::string input_name(const std::string& path) { return path == "-" ? "standard input" : path; }

Fd open_input(const std::string& path) {
  if (path == "-" && standard_input_is_closed()) {
    errno = EBADF;
    throw_errno("open", input_name(path));
  }
  // O_NONBLOCK: to open a fifo must not wait for a writer. To read it does.
  Fd fd(path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                    : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) throw_errno("open", input_name(path));
  check_ends(fd, input_name(path));
  return fd;
}

std::string read_text_file(const std::string& path) {
  const Fd fd = open_input(path);
  std::string text;
  std::array<char, 1 << 16> buffer;
  for (;;) {
    throw_if_interrupted();
    wait_until(fd.get(), Ready::to_read);
    const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) throw_errno("read", input_name(path));
    if (got == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

void write_text_file(const std::string& path, std::string_view text, Durability durability) {
  const boost::filesystem::path target(path);
  const Directory parent = Directory::open(target.parent_path().string());
  const Staging staging(parent);
  const std::string name = target.filename().string();
  staging.directory().write_new(name, as_bytes(text), 0666);
  if (durability == Durability::synced) sync_file_system(parent);
  staging.directory().rename(name, parent, name);
  if (durability == Durability::synced) sync_file_system(parent);
}

}  // namespace cafs
