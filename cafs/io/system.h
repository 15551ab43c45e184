#pragma once
#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

#include "cafs/io/fd.h"

namespace cafs {

// System calls that differ between Linux and macOS: see io/system_linux.cc and io/system_mac.cc.
// Unless stated otherwise, a function that fails sets errno.

/// The names in an open directory, in no order, without "." and "..". Throws std::system_error
/// naming `path`.
std::vector<std::string> read_names(const Fd& directory, const std::string& path);

/// Opens the directory at `path` below `top` if no part of the way is a symbolic link; none, too,
/// where the system cannot tell.
Fd open_without_links(int top, const std::string& path);

/// Renames a file, unless something has the new name: EEXIST. `is_unknown_rename` says whether an
/// errno means that the system or the file system does not know this call.
bool rename_unless_there(int from, const std::string& name, int to, const std::string& new_name);
bool is_unknown_rename(int error);

/// Returns when all that was written to the file system of this directory is on its disk.
bool write_out(int directory);

/// A file that was to be created.
struct NewFile {
  Fd file;  ///< for writing; none if it was cloned on macOS, or could not be created
  bool has_content = false;  ///< and its mode
};

/// Creates the file `name` below the directory `to`, where there is none, with this mode, which is
/// already less the umask. It shares the content of `from` if the file system can do that; else
/// errno says why not.
NewFile create_clone(const Fd& from, int to, const std::string& name, mode_t mode);

/// Copies up to `most` bytes inside the kernel, at the current offsets of both files. Returns how
/// many: 0 at the end, and -1 if it fails, or the system cannot do it.
ssize_t copy_some(const Fd& from, const Fd& to, std::size_t most);

/// Opens a descriptor that can be neither read nor written, to stand for a closed one.
int open_as_closed();

/// Whether a descriptor is closed, or stands for a closed one.
bool is_as_closed(int fd);

}  // namespace cafs
