#pragma once
#include <string>
#include <string_view>

#include "cafs/tarball/package_rules.h"

namespace cafs {

/// `path` with `.` and `..` resolved against the root, without the root's own slash. A trailing
/// slash stays.
std::string resolved_path(std::string_view path);

/// A name from a tar header without its first segment, as pnpm takes it. The segment ends at the
/// first `/` or `\` of the prefix, or of the name if there is no prefix. A prefix without a
/// separator is the whole segment. Bytes that are not UTF-8 become U+FFFD.
std::string header_path(std::string_view prefix, std::string_view name);

/// `path` after its first `/`; the whole path if it has none. Pax paths and GNU long names are cut
/// like this: a backslash does not count there.
std::string_view after_first_slash(std::string_view path);

/// The name in the data of a GNU long-name member. The text from the first NUL to the end of its
/// line is dropped, then the first segment.
std::string long_name_path(std::string_view data);

/// `path` with `.` and `..` resolved as if the package were the root, backslashes turned to slashes
/// and repeated slashes squeezed: but only if it contains `./` or `.\`, as pnpm 10 has it. For pnpm
/// 9, a v3 store, backslashes are like any other character.
std::string resolve_dots(std::string path, const PackageRules& rules = {});

/// The path under which the index records a file: each `//` becomes `/` once.
/// Throws Error for a path that is absolute or still has a `..` segment, with `/` or `\` as
/// separators: pnpm 10 records some of those, pnpm 12 refuses them all, and so do we.
std::string recorded_path(std::string_view path);

/// All these steps for a member of an archive that is not a tar: `name` is its whole path.
std::string entry_path(std::string_view name, const PackageRules& rules = {});

}  // namespace cafs
