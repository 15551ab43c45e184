#include "cafs/text/line_breaks.h"

#include <algorithm>

namespace cafs {

std::uint32_t line_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  return static_cast<std::uint32_t>(1 + std::count(before.begin(), before.end(), '\n'));
}

std::optional<std::size_t> find_old_line_break(std::string_view text) {
  for (const std::string_view character : {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"}) {
    const std::size_t found = text.find(character);
    if (found != text.npos) return found;
  }
  return {};
}

}  // namespace cafs
