#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "cafs/lockfile/lockfile.h"

namespace cafs {

/// What a user says of a package, in the place of what the lockfile says.
struct Override {
  std::string src;  ///< the path of its tarball: absolute, or relative to the lockfile; or empty
  std::string integrity;  ///< of its tarball; or empty
};

/// Overrides by the id or the key of their package.
using Overrides = std::map<std::string, Override, std::less<>>;

/// Reads `{"ID": {"src": "PATH", "integrity": "sha512-…"}, …}`; of src and integrity one is enough,
/// and integrity may be null, as if it were not there. Throws Error for anything else.
Overrides parse_overrides(std::string_view json);

/// The override of a package, or null. The one of its id counts.
const Override* find_override(const Overrides& overrides, std::string_view id,
                              std::string_view key);

/// Throws Error, with the name, if the lockfile has no package of the name of an override.
void check_overrides(const Overrides& overrides, const Lockfile& lockfile);

}  // namespace cafs
