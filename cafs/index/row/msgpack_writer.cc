#include <bit>
#include <cmath>
#include <limits>

#include "cafs/base/error.h"
#include "cafs/index/row/msgpack.h"

namespace cafs {

namespace {

constexpr std::size_t kSlots = 64;
constexpr unsigned char kFirstSlot = 0x40;
constexpr std::size_t kLargest = std::size_t{1} << 29;
constexpr std::size_t kMostCompared = std::size_t{1} << 32;

/// Whether `text` has at least 64 UTF-16 code units; from there on msgpackr has Node write it.
bool is_long(std::string_view text) {
  constexpr std::size_t kLong = 64;
  if (text.size() < kLong) return false;
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
    if (units >= kLong) return true;
  }
  return false;
}

/// Surrogates are ed a0..bf xx in WTF-8: as long as U+FFFD.
std::string without_surrogates(std::string_view text) {
  std::string result(text);
  for (std::size_t at = 0; (at = result.find('\xed', at)) != result.npos; ++at) {
    const bool surrogate =
        at + 2 < result.size() && static_cast<unsigned char>(result[at + 1]) >= 0xA0;
    if (surrogate) result.replace(at, 3, "\xef\xbf\xbd");
  }
  return result;
}

bool is_integer_in(double number, double least, double most) {
  return number >= least && number <= most && number == std::trunc(number);
}

}  // namespace

// An extension of type 0.
void MsgWriter::undefined() { out_.append("\xd4\0\0", 3); }

void MsgWriter::big_endian(std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out_ += static_cast<char>(value >> shift & 0xFF);
  }
}

// The bytes 0x40 to 0x7f are slots, not integers.
void MsgWriter::number(double number) {
  const auto integer = [&](char head, int bytes) {
    out_ += head;
    big_endian(static_cast<std::uint64_t>(static_cast<std::int64_t>(number)), bytes);
  };
  if (is_integer_in(number, 0, 0xFFFFFFFF)) {
    if (number < kFirstSlot) return big_endian(static_cast<std::uint64_t>(number), 1);
    if (number < 0x100) return integer('\xcc', 1);
    return number < 0x10000 ? integer('\xcd', 2) : integer('\xce', 4);
  }
  if (is_integer_in(number, -0x80000000LL, 0)) {
    if (number >= -32) return big_endian(static_cast<std::uint64_t>(256 + number), 1);
    if (number >= -0x80) return integer('\xd0', 1);
    return number >= -0x8000 ? integer('\xd1', 2) : integer('\xd2', 4);
  }
  if (std::isnan(number)) number = std::numeric_limits<double>::quiet_NaN();
  out_ += '\xcb';
  big_endian(std::bit_cast<std::uint64_t>(number), 8);
}

void MsgWriter::text(std::string_view text) {
  std::string replaced;
  if (text.find('\xed') != text.npos && is_long(text)) {
    replaced = without_surrogates(text);
    text = replaced;
  }
  if (text.size() >= 32 && text.size() < 0x100) {
    out_ += '\xd9';
    big_endian(text.size(), 1);
  } else {
    sized(text.size(), 0xa0, 32, 0xda);
  }
  out_ += text;
}

void MsgWriter::array(std::size_t size) { sized(size, 0x90, 16, 0xdc); }

void MsgWriter::map(std::size_t size) { sized(size, 0x80, 16, 0xde); }

/// Writes the head of a value with a size: in the head itself below `most_fixed`, else in 2 or 4
/// bytes.
void MsgWriter::sized(std::size_t size, unsigned char fixed, std::size_t most_fixed,
                      unsigned char wide) {
  if (size < most_fixed) return big_endian(fixed | size, 1);
  const bool wider = size > 0xFFFF;
  out_ += static_cast<char>(wide + (wider ? 1 : 0));
  big_endian(size, wider ? 4 : 2);
}

// Each record compares names: without a limit, a small row with long names could take for ever.
void MsgWriter::record(const MsgKeys& keys) {
  for (const std::string& key : keys) compared_ += key.size() + 1;
  if (compared_ > kMostCompared) throw Error("a row with too many names");
  const auto known = slots_.find(keys);
  if (known == slots_.end()) return define(keys);
  out_ += static_cast<char>(known->second);
}

// When all slots are taken the oldest is used again.
void MsgWriter::define(const MsgKeys& keys) {
  const std::size_t place = defined_++ % kSlots;
  const auto slot = static_cast<unsigned char>(kFirstSlot + place);
  const auto known = slots_.emplace(keys, slot).first;
  if (place < ring_.size()) {
    slots_.erase(ring_[place]);
    ring_[place] = known;
  } else {
    ring_.push_back(known);
  }
  out_ += "\xd4\x72";
  out_ += static_cast<char>(slot);
  array(keys.size());
  for (const std::string& key : keys) text(key);
}

std::string MsgWriter::take() {
  if (out_.size() > kLargest) throw Error("a row would be larger than 512 MiB");
  return std::move(out_);
}

}  // namespace cafs
