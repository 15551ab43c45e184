#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/link/package_stores.h"
#include "cafs/node_modules/bin_links.h"
#include "cafs/text/json.h"

namespace cafs {

struct PnpmRules;

/// Reads files of a package, wherever they are.
struct PackageReader {
  /// The file `path`, or so many bytes of its start; nothing where there is none.
  std::function<std::optional<std::string>(const std::string& path, std::size_t most)> read;

  /// The paths of all files.
  std::function<std::vector<std::string>()> paths;
};

/// Reads a stored package, which must outlive the reader.
PackageReader reader_of(const StoredPackage& package);

/// Reads the directory at that path. `paths` leaves out its own node_modules.
PackageReader reader_of(const std::string& directory);

/// What becomes of symbolic links to files. (Those to directories are left out.)
enum class Symlinks { followed, left_out };

/// The files below a directory, relative to it, in order, but for what lies in its node_modules.
std::vector<std::string> files_below(const std::string& directory, Symlinks symlinks);

/// The content of a package.json, which may begin with a byte order mark. Throws Error, naming
/// `of`.
JsonValue manifest_of(std::string_view text, std::string_view of);

/// The commands that the package.json of a package names, and what their files say. None where it
/// has no package.json. `name` is what the lockfile calls it. Throws Error for a bad package.json.
PackageCommands commands_in(const PackageReader& package, std::string_view name,
                            const PnpmRules& rules);

/// The directories of packages that it has in its own node_modules, relative to it, in order.
std::vector<std::string> bundled_in(const StoredPackage& package);

/// The same for a package in a directory.
std::vector<std::string> bundled_below(const std::string& directory);

/// Whether there is a package.json.
bool has_manifest(const std::string& directory);

/// The part of a package that lies in one of its directories.
PackageReader reader_below(const PackageReader& package, const std::string& directory);

}  // namespace cafs
