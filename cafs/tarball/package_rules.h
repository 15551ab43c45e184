#pragma once
#include <cstdint>

namespace cafs {

/// The rules by which pnpm reads a package. By default they are those of pnpm 10.34.9.
struct PackageRules {
  bool backslash_dots = true;     ///< `.\` in a name has its dots resolved too, and backslashes are
                                  ///< slashes
  bool strict_pax = false;        ///< a pax record must end inside its header, and with a newline
  bool strict_sizes = false;      ///< a size must be an exact number even where it is not used
  bool bzip2 = false;             ///< a tarball may be compressed by bzip2
  bool placeholder = false;       ///< a package without package.json gets one
  bool bundled_manifest = false;  ///< the index holds parts of package.json, not just name and
                                  ///< version
  bool gypfile_opts_out = false;  ///< `"gypfile": false` says that a binding.gyp needs no build
  bool runtimes = true;           ///< there are packages that are runtimes
  bool node_extras = true;        ///< the package managers in an archive of Node.js are kept
  bool zip_node_modules = false;  ///< node_modules at the top of a runtime's zip is kept
  std::int64_t zip_mode = 0666;   ///< the mode of all files of a runtime's zip
};

}  // namespace cafs
