#pragma once
#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

#include "cafs/io/fd.h"

namespace cafs {

// What Linux and macOS are asked in different ways: io/system_linux.cc, io/system_mac.cc. Where
// nothing else is said, what fails says why in errno.

/// The names in an open directory, in no order, without "." and "..". Throws std::system_error
/// naming `path`.
std::vector<std::string> read_names(const Fd& directory, const std::string& path);

/// Opens the directory at `path` below `top` if no part of the way is a symbolic link; none, too,
/// where the system cannot tell.
Fd open_without_links(int top, const std::string& path);

/// Renames, unless something has the new name: EEXIST. `is_unknown_rename` tells an errno that says
/// that the system or the file system knows no such call.
bool rename_unless_there(int from, const std::string& name, int to, const std::string& new_name);
bool is_unknown_rename(int error);

/// Returns when all that was written to the file system of this directory is on its disk.
bool write_out(int directory);

/// A file that was to be created.
struct NewFile {
  Fd file;  ///< to write to; none where it has its content, or could not be created
  bool has_content = false;  ///< and its mode
};

/// Creates the file `name` below the directory `to`, where there is none, with this mode, from
/// which the umask has been taken. It shares the content of `from` where the file system can do
/// that; else errno says why not.
NewFile create_clone(const Fd& from, int to, const std::string& name, mode_t mode);

/// Copies up to `most` bytes inside of the kernel, from where each of the two files is. Returns how
/// many, 0 at the end; -1 where it fails, or the system cannot.
ssize_t copy_some(const Fd& from, const Fd& to, std::size_t most);

/// Opens something that can be neither read nor written, as if it were closed.
int open_as_closed();

/// Whether a descriptor is closed, or one of those.
bool is_as_closed(int fd);

}  // namespace cafs
