#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// One step of decoding: how many bytes it took (at least 1), and whether they are a character.
struct Utf8Step {
  std::size_t length;
  bool valid;
};

/// Decodes the start of `bytes`, which is not empty, by the WHATWG Encoding Standard: an invalid
/// step is a maximal subpart, which that standard replaces by one U+FFFD.
Utf8Step utf8_step(std::string_view bytes);

/// `bytes` decoded as Node's Buffer.toString('utf8') does it, as UTF-8: each maximal invalid
/// subpart becomes U+FFFD, all else stays.
std::string repair_utf8(std::string_view bytes);

/// Length in bytes of the longest prefix of `text`, which is UTF-8, that has at most `units` UTF-16
/// code units, and only whole characters.
std::size_t utf16_prefix(std::string_view text, std::size_t units);

/// Adds the code point in UTF-8. A lone surrogate is written in the same scheme (WTF-8).
void append_code_point(std::string& text, char32_t code_point);

}  // namespace cafs
