#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "cafs/base/bytes.h"
#include "cafs/tarball/container.h"
#include "cafs/tarball/package_rules.h"
#include "cafs/text/json.h"

namespace cafs {

/// A runtime (Node.js, Bun, Deno) as a lockfile has it: its archive has no package.json.
struct Runtime {
  std::string name;
  std::string prefix;        ///< the directory in a zip that is the package; empty: the whole
  std::string package_json;  ///< with name, version and bin, as pnpm writes it
};

/// The runtime of an id `NAME@runtime:VERSION`, or `NAME@VERSION`. `bin` is what the resolution in
/// the lockfile says: a path, or an object of paths. Throws Error for any other id or `bin`.
Runtime make_runtime(std::string_view id, const JsonValue& bin, std::string prefix);

/// Reads the archive of a runtime as pnpm does, where the rules know runtimes:
/// - A tarball is read as that of a package. Of a zip, the files in the directory `prefix` are
///   taken, sorted by name, directory by directory, all with one mode; symbolic links become files
///   that hold their targets.
/// - Where the rules say so, the package managers that come with a runtime called `node` are left
///   out, and so is a zip's node_modules.
/// - The runtime's package.json is added at the end, or replaces one that is `null`. Any other
///   package.json of the archive is kept instead.
/// Entries may also point into `archive` and `runtime`. Throws Error as `unpack` does, and for a
/// zip without that directory, or with a name that leads out of the zip.
Unpacked unpack_runtime(ByteView archive, const Runtime& runtime, Container container,
                        std::uint64_t limit, const PackageRules& rules = {});

}  // namespace cafs
