#pragma once
#include <optional>
#include <string>

#include "cafs/bytes.h"
#include "cafs/format/json.h"
#include "cafs/format/store_version.h"

namespace cafs {

/// What a package's package.json says that a store records.
struct Manifest {
  std::optional<JsonValue> name;     ///< whatever JSON value it is; nothing where it is absent
  std::optional<JsonValue> version;  ///< likewise
  bool install_scripts = false;  ///< a truthy preinstall, install or postinstall among `scripts`
  bool no_gyp_build = false;     ///< `"gypfile": false`, where the store's version heeds it
  bool prepare_script = false;   ///< one that packing from git would run whatever is there
  std::optional<std::string> prepublished_main;  ///< the file that other such scripts would make
  std::optional<JsonObject> bundled;  ///< what the index of a v11 store holds, if anything
};

/// Reads a package.json as pnpm does: bytes that are not UTF-8 become U+FFFD, one byte order mark
/// is dropped, the rest is strict JSON of any type; what is no object has no name, no version and
/// no scripts. Throws Error where JSON.parse does, and for JSON nested deeper than 1,000; for a v11
/// store also for a version that is no string, unless package.json holds nothing else of interest.
Manifest read_manifest(ByteView package_json, StoreVersion version = StoreVersion::v10);

}  // namespace cafs
