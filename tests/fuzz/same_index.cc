#include "cafs/format/united_index.h"

#include "tests/fuzz/fuzz.h"

using namespace cafs;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(fuzz::input(data, size));
  const std::size_t half = text.size() / 2;
  const std::string_view a = text.substr(0, half);
  const std::string_view b = text.substr(half);
  fuzz::require(same_index(a, b) == same_index(b, a));
  fuzz::require(same_index(a, a));
  return 0;
}
