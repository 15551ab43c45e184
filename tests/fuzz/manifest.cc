#include "cafs/format/manifest.h"

#include "cafs/error.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

namespace {

/// What was written reads back as what writes the same.
void check(const JsonValue& value) {
  std::string once;
  append_json(once, value);
  std::string twice;
  append_json(twice, parse_json(once));
  fuzz::require(once == twice);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Manifest manifest;
  try {
    manifest = read_manifest(fuzz::input(data, size));
  } catch (const Error&) {
    return 0;
  }
  if (manifest.name) check(*manifest.name);
  if (manifest.version) check(*manifest.version);
  return 0;
}
