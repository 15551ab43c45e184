#include "cafs/text/quote.h"

#include <fmt/format.h>

#include "cafs/text/utf8.h"

namespace cafs {

namespace {

constexpr std::size_t kLongest = 200;

std::string shown(std::string_view character, bool valid) {
  const auto byte = static_cast<unsigned char>(character[0]);
  if (!valid || byte < 0x20 || byte == 0x7F) return fmt::format("\\x{:02x}", byte);
  if (byte == '"' || byte == '\\') return fmt::format("\\{}", character);
  return std::string(character);
}

std::string escaped(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const Utf8Step step = utf8_step(text);
    const std::size_t length = step.valid ? step.length : 1;
    result += shown(text.substr(0, length), step.valid);
    text.remove_prefix(length);
  }
  return result;
}

}  // namespace

std::string quote(std::string_view text) {
  if (text.size() <= kLongest) return fmt::format("\"{}\"", escaped(text));
  return fmt::format("\"{}…{}\" ({} bytes)", escaped(text.substr(0, kLongest / 2)),
                     escaped(text.substr(text.size() - kLongest / 4)), text.size());
}

}  // namespace cafs
