#pragma once
#include <sys/types.h>

#include <cstdint>
#include <string>

#include "cafs/format/layout.h"
#include "cafs/io/directory.h"

namespace cafs {

/// The mode of an index, a marker or a database, less the umask.
inline constexpr mode_t kIndexMode = 0666;

/// The mode of a content file, less the umask.
mode_t content_mode(Executable executable);

/// Whether the version's directory `store` has the content file `path`, of this size and a kind of
/// mode that its name promises; symbolic links are followed.
bool has_content(const Directory& store, const std::string& path, Executable executable,
                 std::uint64_t size);

}  // namespace cafs
