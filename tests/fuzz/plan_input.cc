#include "cafs/base/error.h"
#include "cafs/instantiate/shard_package.h"
#include "cafs/lockfile/overrides.h"
#include "cafs/lockfile/registries.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(fuzz::input(data, size));
  try {
    parse_overrides(text);
  } catch (const Error&) {
  }
  try {
    parse_registry(text);
  } catch (const Error&) {
  }
  try {
    for (const ShardPackage& package : read_shard_lines(text)) {
      fuzz::require(!package.id.empty() && !package.tarball.empty());
    }
  } catch (const Error&) {
  }
  return 0;
}
