#include "cafs/text/collation.h"

#include <algorithm>
#include <array>

namespace cafs {

namespace {

/// By Unicode's collation (CLDR): all of these count in the first place.
constexpr std::string_view kOrder = "_-!.'()@*/~0123456789abcdefghijklmnopqrstuvwxyz";

bool is_upper(char c) { return 'A' <= c && c <= 'Z'; }

constexpr std::array<unsigned, 256> weights_of_bytes() {
  std::array<unsigned, 256> weights{};
  for (unsigned byte = 0; byte < weights.size(); ++byte) weights[byte] = 256 + byte;
  for (std::size_t i = 0; i < kOrder.size(); ++i) {
    const char c = kOrder[i];
    weights[static_cast<unsigned char>(c)] = static_cast<unsigned>(i);
    if ('a' <= c && c <= 'z')
      weights[static_cast<unsigned char>(c - 'a' + 'A')] = static_cast<unsigned>(i);
  }
  return weights;
}

constexpr std::array kWeights = weights_of_bytes();

unsigned weight(char c) { return kWeights[static_cast<unsigned char>(c)]; }

}  // namespace

std::strong_ordering collate(std::string_view a, std::string_view b) {
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (weight(a[i]) != weight(b[i])) return weight(a[i]) <=> weight(b[i]);
  }
  if (a.size() != b.size()) return a.size() <=> b.size();
  for (std::size_t i = 0; i < common; ++i) {
    if (is_upper(a[i]) != is_upper(b[i])) return is_upper(a[i]) <=> is_upper(b[i]);
  }
  return std::strong_ordering::equal;
}

}  // namespace cafs
