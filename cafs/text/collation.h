#pragma once
#include <compare>
#include <string_view>

namespace cafs {

/// JavaScript's a.localeCompare(b) in English, for names of packages: ASCII letters, digits and
/// `_-!.'()@*/~`. Punctuation comes before digits, digits before letters; case only counts between
/// names that are the same without it, and lower case is less. Other bytes are greater than these,
/// by their value.
std::strong_ordering collate(std::string_view a, std::string_view b);

}  // namespace cafs
