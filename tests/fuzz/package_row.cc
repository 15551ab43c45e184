#include <optional>

#include "cafs/base/error.h"
#include "cafs/index/row/msg_value.h"
#include "cafs/index/row/package_row.h"
#include "cafs/index/row/row_contents.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

namespace {

template <typename Function>
auto attempt(const Function& function) -> std::optional<decltype(function())> {
  try {
    return function();
  } catch (const Error&) {  // refused
    return std::nullopt;
  }
}

std::optional<std::string> encoded(std::string_view bytes) {
  return attempt([&] { return encode_msg(decode_msg(bytes)); });
}

std::optional<std::string> united(std::string_view a, std::string_view b) {
  return attempt([&] { return unite_rows(a, b); });
}

void try_row(std::string_view row) {
  const auto canonical = encoded(row);
  if (canonical) fuzz::require(encoded(*canonical) == canonical);
  const auto bare = attempt([&] { return row_without_checked_at(row); });
  if (bare) {
    fuzz::require(row_without_checked_at(*bare) == *bare);
    fuzz::require(same_row(*bare, row));
  }
  const auto contents = attempt([&] { return read_row_contents(row); });
  if (!contents) return;
  for (const IndexedFile& file : contents->files) {
    fuzz::require(file.path.data() >= row.data() &&
                  file.path.data() + file.path.size() <= row.data() + row.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = as_text(fuzz::input(data, size));
  try_row(bytes);
  const std::string_view a = bytes.substr(0, bytes.size() / 2);
  const std::string_view b = bytes.substr(bytes.size() / 2);
  fuzz::require(same_row(a, b) == same_row(b, a));
  const auto both = united(a, b);
  fuzz::require(both == united(b, a));
  if (!both) return 0;
  fuzz::require(same_row(*both, a));
  fuzz::require(united(*both, a) == both && united(b, *both) == both);
  return 0;
}
