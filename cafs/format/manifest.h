#pragma once
#include <optional>
#include <string>

#include "cafs/bytes.h"
#include "cafs/format/json.h"

namespace cafs {

/// What a package's package.json says that a store records.
struct Manifest {
  std::optional<JsonValue> name;     ///< whatever JSON value it is; nothing where it is absent
  std::optional<JsonValue> version;  ///< likewise
  bool install_scripts = false;  ///< a truthy preinstall, install or postinstall among `scripts`
};

/// Reads a package.json as pnpm 10 does: bytes that are not UTF-8 become U+FFFD, one byte order
/// mark is dropped, the rest is strict JSON of any type; what is no object has no name, no version
/// and no scripts. Throws Error where JSON.parse does, and for JSON nested deeper than 1,000.
Manifest read_manifest(ByteView package_json);

}  // namespace cafs
