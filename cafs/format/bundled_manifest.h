#pragma once
#include <optional>

#include "cafs/format/json.h"

namespace cafs {

/// What pnpm 11 keeps of a package.json in its index, so that it need not read the file:
/// `version`, cleaned (see `clean_version`) and "0.0.0" where there is none, the members that are
/// about dependencies, platforms and commands, and the scripts that run at install. Nothing when
/// there is none of these but a version. Throws Error for a version that is no string.
std::optional<JsonObject> bundled_manifest(const JsonValue& package_json);

}  // namespace cafs
