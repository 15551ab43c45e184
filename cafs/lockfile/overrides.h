#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "cafs/lockfile/lockfile.h"

namespace cafs {

/// A user's data for a package, in place of those in the lockfile.
struct Override {
  std::string src;  ///< the path of its tarball: absolute, or relative to the lockfile; or empty
  std::string integrity;  ///< of its tarball; or empty
};

/// Overrides by the id or the key of their package.
using Overrides = std::map<std::string, Override, std::less<>>;

/// Reads `{"ID": {"src": "PATH", "integrity": "sha512-…"}, …}`. One of src and integrity is enough,
/// and a null integrity counts as absent. Throws Error for anything else.
Overrides parse_overrides(std::string_view json);

/// The override of a package, or null. An override by id takes precedence over one by key.
const Override* find_override(const Overrides& overrides, std::string_view id,
                              std::string_view key);

/// Throws Error, with the name, for an override whose package is not in the lockfile.
void check_overrides(const Overrides& overrides, const Lockfile& lockfile);

}  // namespace cafs
