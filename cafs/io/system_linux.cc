#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/openat2.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "cafs/base/interrupt.h"
#include "cafs/io/create_file.h"
#include "cafs/io/system.h"

namespace cafs {

namespace {

// musl has neither under these names.
#ifdef __GLIBC__
ssize_t read_entries(const Fd& directory, void* entries, std::size_t size) {
  return ::getdents64(directory.get(), entries, size);
}
int rename_with(int from, const char* name, int to, const char* new_name, unsigned flags) {
  return ::renameat2(from, name, to, new_name, flags);
}
#else
ssize_t read_entries(const Fd& directory, void* entries, std::size_t size) {
  return ::syscall(SYS_getdents64, directory.get(), entries, size);
}
int rename_with(int from, const char* name, int to, const char* new_name, unsigned flags) {
  return static_cast<int>(::syscall(SYS_renameat2, from, name, to, new_name, flags));
}
#endif

/// Reads entries as getdents64(2) writes them. Each has inode, offset, the length of the entry, a
/// type, and the name.
void append_names(std::vector<std::string>& names, std::string_view entries) {
  constexpr std::size_t kLengthAt = 16;
  constexpr std::size_t kNameAt = 19;
  while (!entries.empty()) {
    std::uint16_t length = 0;
    std::memcpy(&length, entries.data() + kLengthAt, sizeof length);
    const std::string_view name = entries.data() + kNameAt;
    if (name != "." && name != "..") names.emplace_back(name);
    entries.remove_prefix(length);
  }
}

}  // namespace

// Avoids fdopendir, which makes three more system calls.
std::vector<std::string> read_names(const Fd& directory, const std::string& path) {
  std::vector<std::string> names;
  alignas(8) std::array<char, 1 << 15> buffer;
  for (;;) {
    const ssize_t got = read_entries(directory, buffer.data(), buffer.size());
    if (got < 0) throw_errno("read", path);
    if (got == 0) return names;
    append_names(names, {buffer.data(), static_cast<std::size_t>(got)});
  }
}

Fd open_without_links(int top, const std::string& path) {
  open_how how{.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC,
               .mode = 0,
               .resolve = RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH};
  return Fd(static_cast<int>(::syscall(SYS_openat2, top, path.c_str(), &how, sizeof how)));
}

bool rename_unless_there(int from, const std::string& name, int to, const std::string& new_name) {
  return rename_with(from, name.c_str(), to, new_name.c_str(), RENAME_NOREPLACE) == 0;
}

bool is_unknown_rename(int error) { return error == ENOSYS || error == EINVAL; }

// One call for thousands of files: an fsync of each would write the journal each time.
bool write_out(int directory) { return ::syncfs(directory) == 0; }

NewFile create_clone(const Fd& from, int to, const std::string& name, mode_t mode) {
  NewFile made{.file = create_file(to, name, mode)};
  while (made.file && !made.has_content) {
    made.has_content = ::ioctl(made.file.get(), FICLONE, from.get()) == 0;
    if (!made.has_content && (errno != EINTR || interrupting_signal() != 0)) break;
  }
  return made;
}

ssize_t copy_some(const Fd& from, const Fd& to, std::size_t most) {
  return ::copy_file_range(from.get(), nullptr, to.get(), nullptr, most, 0);
}

int open_as_closed() { return ::open("/", O_PATH | O_CLOEXEC); }

bool is_as_closed(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  return flags < 0 || (flags & O_PATH) != 0;
}

}  // namespace cafs
