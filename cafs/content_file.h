#pragma once
#include <sys/types.h>

#include <cstdint>
#include <string>

#include "cafs/format/layout.h"
#include "cafs/io/directory.h"

namespace cafs {

/// The mode of a content file, less the umask.
mode_t content_mode(Executable executable);

/// Whether the version's directory `store` has the content file `path`, of this size and a kind of
/// mode that its name promises; symbolic links are followed.
bool has_content(const Directory& store, const std::string& path, Executable executable,
                 std::uint64_t size);

/// Has `to` share the content file `path` with the store of another version, where it has the same
/// name. False where `from` does not have it, the kernel refuses (another file system, too many
/// links), or something has that name in `to` already.
bool share_content(const Directory& from, const Directory& to, const std::string& path,
                   Executable executable, std::uint64_t size);

}  // namespace cafs
