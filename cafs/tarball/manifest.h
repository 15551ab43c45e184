#pragma once
#include <optional>
#include <string>

#include "cafs/base/bytes.h"
#include "cafs/tarball/package_rules.h"
#include "cafs/text/json.h"

namespace cafs {

/// What pnpm 11 keeps of a package.json in its index, so that it need not read the file:
/// `version`, cleaned (see `clean_version`) and "0.0.0" where there is none, the members that are
/// about dependencies, platforms and commands, and the scripts that run at install. Nothing when
/// there is none of these but a version. Throws Error for a version that is no string.
std::optional<JsonObject> bundled_manifest(const JsonValue& package_json);

/// The facts in a package.json that a store records.
struct Manifest {
  std::optional<JsonValue> name;     ///< whatever JSON value it is; nothing where it is absent
  std::optional<JsonValue> version;  ///< likewise
  bool install_scripts = false;  ///< a truthy preinstall, install or postinstall among `scripts`
  bool no_gyp_build = false;     ///< `"gypfile": false`, where the rules heed it
  bool prepare_script = false;   ///< `prepare`, which packing from git always runs
  std::optional<std::string> prepublished_main;  ///< the file that publishing scripts would make
  std::optional<JsonObject> bundled;  ///< its parts for the index, where the rules say so
};

/// Reads a package.json as pnpm does: bytes that are not UTF-8 become U+FFFD, one byte order mark
/// is dropped, the rest is strict JSON of any type. A value that is no object has no name, no
/// version and no scripts. Throws Error where JSON.parse does, and for JSON nested deeper than
/// 1,000. Where a manifest is bundled, a version that is no string is an error, too, unless
/// package.json holds nothing else of interest.
Manifest read_manifest(ByteView package_json, const PackageRules& rules = {});

}  // namespace cafs
