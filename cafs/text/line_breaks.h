#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace cafs {

/// The number, from 1, of the line that has the byte at `offset`.
std::uint32_t line_at(std::string_view text, std::size_t offset);

/// The place of a U+0085, U+2028 or U+2029. Only some formats, such as YAML 1.1, take these for
/// line breaks.
std::optional<std::size_t> find_old_line_break(std::string_view text);

}  // namespace cafs
