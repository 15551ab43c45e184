#include "cafs/hash/integrity.h"

#include "cafs/base/error.h"
#include "cafs/index/store_version.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

namespace {

/// Checks that an index path has three segments, whatever integrity and id are.
void check_path(const Integrity& integrity, std::string_view text) {
  try {
    const std::string path = kUsualVersion->index_name(integrity, PackageId::parse(text)).path;
    fuzz::require(path.find('/', 9) == std::string::npos && path[8] == '/' &&
                  path.size() <= 9 + 255);
    fuzz::require(path.find('\0') == std::string::npos);
  } catch (const Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(fuzz::input(data, size));
  check_path(Integrity::of({}), text);
  try {
    const Integrity integrity = Integrity::parse(text);
    fuzz::require(Integrity::parse(integrity.text()) == integrity);
  } catch (const Error&) {
  }
  return 0;
}
