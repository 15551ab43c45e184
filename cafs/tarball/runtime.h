#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "cafs/base/bytes.h"
#include "cafs/tarball/container.h"
#include "cafs/tarball/package_rules.h"
#include "cafs/text/json.h"

namespace cafs {

/// What a lockfile says of a runtime (Node.js, Bun, Deno): its archive has no package.json.
struct Runtime {
  std::string name;
  std::string prefix;        ///< the directory in a zip that is the package; empty: the whole
  std::string package_json;  ///< with name, version and bin, as pnpm writes it
};

/// The runtime of an id `NAME@runtime:VERSION`, or `NAME@VERSION`. `bin` is what the resolution in
/// the lockfile says: a path, or an object of paths. Throws Error for any other id or `bin`.
Runtime make_runtime(std::string_view id, const JsonValue& bin, std::string prefix);

/// Reads the archive of a runtime as pnpm does, where the rules know runtimes:
/// - A tarball as that of a package. Of a zip, what is in the directory `prefix`, sorted by name,
///   directory by directory, all with one mode, symbolic links as files of their targets.
/// - Without what comes with a runtime called `node`, and without a zip's node_modules, where the
///   rules say so.
/// - With the runtime's package.json at the end, or in the place of one that is null; another one
///   of the archive stays instead.
/// Entries may also point into `archive` and `runtime`. Throws Error as `unpack` does, and for a
/// zip without that directory, or with a name that leaves it.
Unpacked unpack_runtime(ByteView archive, const Runtime& runtime, Container container,
                        std::uint64_t limit, const PackageRules& rules = {});

}  // namespace cafs
