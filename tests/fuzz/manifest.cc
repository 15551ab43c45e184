#include "cafs/tarball/manifest.h"
#include "cafs/index/store_version.h"

#include "cafs/base/error.h"
#include "cafs/index/row/package_row.h"
#include "cafs/index/row/row_contents.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

namespace {

/// Checks that a written value reads back as one that is written the same.
void check(const JsonValue& value) {
  std::string once;
  append_json(once, value);
  std::string twice;
  append_json(twice, parse_json(once));
  fuzz::require(once == twice);
}

void try_manifest(ByteView package_json, StoreVersion version) {
  Manifest manifest;
  try {
    manifest = read_manifest(package_json, version->rules);
  } catch (const Error&) {
    return;
  }
  if (manifest.name) check(*manifest.name);
  if (manifest.version) check(*manifest.version);
  if (!manifest.bundled) return;
  check(JsonValue{*manifest.bundled});
  fuzz::require(!read_row_contents(package_row(package_index(manifest, {}, {}))).files.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const StoreVersion version : {StoreVersion::v10, StoreVersion::v11, StoreVersion::v3}) {
    try_manifest(fuzz::input(data, size), version);
  }
  return 0;
}
