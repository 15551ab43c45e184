#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "cafs/hash/hash.h"
#include "cafs/index/content_name.h"

namespace cafs {

/// A content file that a package index names.
struct IndexedFile {
  std::string_view path;  ///< in the package, as it is written in the index: with JSON's escapes,
                          ///< if it is JSON
  Digest digest;
  Executable executable = Executable::no;
  std::optional<std::uint64_t> size;  ///< nothing where the tar header had no usable one
  bool is_side_effect = false;        ///< made by a build, and no file of the package itself
};

/// The content of a store that a package index refers to.
struct IndexContents {
  std::vector<IndexedFile> files;  ///< of the package and of its side effects
  bool has_checked_at = false;
  bool requires_build = false;  ///< whether the package has scripts that run at install
};

/// The files that an index in JSON lists for a package after a build, by platform.
enum class SideEffects {
  all_files,    ///< all files after the build: pnpm 9
  added_files,  ///< the files that the build added: pnpm 10
};

/// Reads an index file of pnpm 9 or 10, whoever wrote it. The paths point into `json`, which must
/// be readable for `kJsonPadding` bytes after its end. Throws Error for what is not valid JSON, and
/// for a record that no pnpm writes.
IndexContents read_index_contents(std::string_view json,
                                  SideEffects side_effects = SideEffects::added_files);

/// The number of readable bytes that must follow a JSON text which is read in place.
inline constexpr std::size_t kJsonPadding = 64;

}  // namespace cafs
