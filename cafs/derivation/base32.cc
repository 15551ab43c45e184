#include "cafs/derivation/base32.h"

namespace cafs {

namespace {

constexpr std::string_view kDigits = "0123456789abcdfghijklmnpqrsvwxyz";
constexpr std::size_t kBits = 5;  // of a digit

unsigned byte_at(ByteView bytes, std::size_t i) {
  return i < bytes.size() ? std::to_integer<unsigned>(bytes[i]) : 0;
}

/// The five bits from bit `bit` on, where bit 0 is the lowest of the first byte.
unsigned digit_at(ByteView bytes, std::size_t bit) {
  const unsigned two = byte_at(bytes, bit / 8) | byte_at(bytes, bit / 8 + 1) << 8;
  return two >> bit % 8 & 31;
}

}  // namespace

std::string nix_base32(ByteView bytes) {
  std::string text;
  for (std::size_t left = (bytes.size() * 8 + kBits - 1) / kBits; left > 0; --left) {
    text += kDigits[digit_at(bytes, (left - 1) * kBits)];
  }
  return text;
}

}  // namespace cafs
