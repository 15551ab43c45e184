#include "tools/list_file.h"

#include <algorithm>

#include "tests/fuzz/fuzz.h"

using namespace cafs;

namespace {

void check(std::string_view text, char separator) {
  for (const std::string& item : tools::list_items(text, separator)) {
    fuzz::require(!item.empty() && item.find(separator) == item.npos);
    fuzz::require(text.find(item) != text.npos);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(fuzz::input(data, size));
  check(text, '\n');
  check(text, '\0');
  return 0;
}
