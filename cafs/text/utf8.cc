#include "cafs/text/utf8.h"

#include <algorithm>

namespace cafs {

namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

/// The bytes that may follow a lead byte: their number, and the range of the first of them.
struct Tail {
  std::size_t length;
  unsigned char low, high;
};

Tail tail_of(unsigned char lead) {
  if (lead < 0xC2) return {0, 0, 0};
  if (lead < 0xE0) return {1, 0x80, 0xBF};
  if (lead == 0xE0) return {2, 0xA0, 0xBF};
  if (lead == 0xED) return {2, 0x80, 0x9F};
  if (lead < 0xF0) return {2, 0x80, 0xBF};
  if (lead == 0xF0) return {3, 0x90, 0xBF};
  if (lead < 0xF4) return {3, 0x80, 0xBF};
  if (lead == 0xF4) return {3, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

Utf8Step utf8_step(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  if (at(0) < 0x80) return {1, true};
  Tail tail = tail_of(at(0));
  if (tail.length == 0) return {1, false};
  for (std::size_t i = 1; i <= tail.length; ++i) {
    if (i == bytes.size() || at(i) < tail.low || at(i) > tail.high) return {i, false};
    tail.low = 0x80;
    tail.high = 0xBF;
  }
  return {tail.length + 1, true};
}

std::string repair_utf8(std::string_view bytes) {
  const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(bytes.begin(), bytes.end(), ascii)) return std::string(bytes);
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const Utf8Step step = utf8_step(bytes);
    text += step.valid ? bytes.substr(0, step.length) : kReplacement;
    bytes.remove_prefix(step.length);
  }
  return text;
}

std::size_t utf16_prefix(std::string_view text, std::size_t units) {
  std::size_t taken = 0;
  for (std::size_t used = 0; taken < text.size();) {
    const std::size_t length = utf8_step(text.substr(taken)).length;
    used += length == 4 ? 2 : 1;
    if (used > units) break;
    taken += length;
  }
  return taken;
}

void append_code_point(std::string& text, char32_t code_point) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
  const auto add_tail = [&](int shift) { add(0x80 | ((code_point >> shift) & 0x3F)); };
  if (code_point < 0x80) return add(code_point);
  if (code_point < 0x800) {
    add(0xC0 | (code_point >> 6));
    return add_tail(0);
  }
  if (code_point < 0x10000) {
    add(0xE0 | (code_point >> 12));
    add_tail(6);
    return add_tail(0);
  }
  add(0xF0 | (code_point >> 18));
  add_tail(12);
  add_tail(6);
  add_tail(0);
}

}  // namespace cafs
