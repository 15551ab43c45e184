#include "cafs/tarball/entry_path.h"

#include "cafs/base/error.h"
#include "cafs/text/utf8.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

namespace {

void check(std::string_view path) {
  fuzz::require(repair_utf8(path) == path);
  fuzz::require(!path.starts_with('/') && !path.starts_with('\\'));
  fuzz::require(path != ".." && path.find("/../") == path.npos && !path.ends_with("/.."));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(fuzz::input(data, size));
  const std::size_t half = text.size() / 2;
  try {
    check(entry_path(text));
    check(recorded_path(resolve_dots(long_name_path(text))));
    check(recorded_path(resolve_dots(header_path(text.substr(0, half), text.substr(half)))));
  } catch (const Error&) {
  }
  return 0;
}
