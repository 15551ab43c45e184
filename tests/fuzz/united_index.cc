#include "cafs/index/index_json.h"

#include <optional>

#include "cafs/base/error.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

namespace {

std::optional<std::string> united(std::string_view a, std::string_view b) {
  try {
    return unite_indexes(a, b);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(fuzz::input(data, size));
  const std::size_t half = text.size() / 2;
  const std::string_view a = text.substr(0, half);
  const std::string_view b = text.substr(half);
  fuzz::require(same_index(a, b) == same_index(b, a));
  fuzz::require(same_index(a, a));
  const auto both = united(a, b);
  fuzz::require(both == united(b, a));
  if (!both) return 0;
  fuzz::require(same_index(*both, a));
  fuzz::require(united(*both, a) == both && united(b, *both) == both);
  return 0;
}
