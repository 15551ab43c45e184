#include "cafs/tarball/deflate_error.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "cafs/base/error.h"
#include "cafs/tarball/gzip.h"

namespace cafs {

namespace {

constexpr unsigned kLongestCode = 15;

[[noreturn]] void throw_corrupt(const char* why) {
  throw Error(std::string("the gzip data are corrupt: ") + why);
}

class BitReader {
 public:
  explicit BitReader(ByteView bytes) : bytes_(bytes) {}

  unsigned bit() {
    const std::size_t byte = at_ / 8;
    if (byte >= bytes_.size()) throw gzip_cut_off();
    return std::to_integer<unsigned>(bytes_[byte]) >> at_++ % 8 & 1;
  }

  unsigned bits(unsigned count) {
    unsigned value = 0;
    for (unsigned i = 0; i < count; ++i) value |= bit() << i;
    return value;
  }

  void align() { at_ = (at_ + 7) / 8 * 8; }

  void skip_bytes(std::size_t count) {
    if (bytes_.size() - at_ / 8 < count) throw gzip_cut_off();
    at_ += 8 * count;
  }

 private:
  ByteView bytes_;
  std::size_t at_ = 0;  // in bits
};

/// A Huffman code, given by the length of each symbol's code (§3.2.2).
class Code {
 public:
  static constexpr std::size_t kMostSymbols = 288;

  explicit Code(std::span<const std::uint8_t> lengths) {
    for (const std::uint8_t length : lengths) ++counts_[length];
    counts_[0] = 0;
    std::array<unsigned, 17> next{};  // where the symbols of a length go
    static_assert(kLongestCode + 2 == next.size());
    for (unsigned i = 1; i <= kLongestCode; ++i) next[i + 1] = next[i] + counts_[i];
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      if (lengths[i] > 0) symbols_[next[lengths[i]]++] = static_cast<std::uint16_t>(i);
    }
    while (longest_ > 1 && counts_[longest_] == 0) --longest_;
  }

  bool is_empty() const { return longest_ == 1 && counts_[1] == 0; }
  /// Whether every sequence of bits has a meaning, and one meaning only.
  bool is_complete() const {
    int left = 1 << kLongestCode;
    for (unsigned i = 1; i <= kLongestCode; ++i) {
      left -= static_cast<int>(counts_[i] << (kLongestCode - i));
    }
    return left == 0;
  }

  /// Also usable is a single code of one bit; the other value of the bit has no meaning (§3.2.7).
  bool is_usable() const { return is_complete() || (longest_ == 1 && counts_[1] == 1); }

  unsigned read(BitReader& in, const char* error) const {
    unsigned code = 0;   // as many bits as were read
    unsigned first = 0;  // of the codes of that length
    unsigned place = 0;  // of its symbol
    for (unsigned i = 1; i <= longest_; ++i) {
      code = code << 1 | in.bit();
      first <<= 1;
      if (code < first + counts_[i]) return symbols_[place + code - first];
      first += counts_[i];
      place += counts_[i];
    }
    throw_corrupt(error);
  }

 private:
  std::array<unsigned, kLongestCode + 1> counts_{};  // of codes, by length
  std::array<std::uint16_t, kMostSymbols> symbols_{};
  unsigned longest_ = kLongestCode;
};

/// Reads a deflate stream and keeps nothing but the count of bytes that it inflates to.
class DeflateWalk {
 public:
  explicit DeflateWalk(ByteView deflate) : in_(deflate) {}

  void run() {
    bool last = false;
    while (!last) {
      last = in_.bit() == 1;
      block(in_.bits(2));
    }
  }

 private:
  static constexpr unsigned kEndOfBlock = 256;
  static constexpr unsigned kFirstLength = 257;

  void block(unsigned type) {
    switch (type) {
      case 0:
        return stored_block();
      case 1:
        return fixed_block();
      case 2:
        return dynamic_block();
      default:
        throw_corrupt("invalid block type");
    }
  }

  void stored_block() {
    in_.align();
    const unsigned length = in_.bits(16);
    if (in_.bits(16) != (length ^ 0xFFFF)) throw_corrupt("invalid stored block lengths");
    in_.skip_bytes(length);
    size_ += length;
  }

  void fixed_block() {
    std::array<std::uint8_t, 288> literals;
    std::fill(literals.begin(), literals.begin() + 144, std::uint8_t{8});
    std::fill(literals.begin() + 144, literals.begin() + 256, std::uint8_t{9});
    std::fill(literals.begin() + 256, literals.begin() + 280, std::uint8_t{7});
    std::fill(literals.begin() + 280, literals.end(), std::uint8_t{8});
    std::array<std::uint8_t, 30> distances;
    distances.fill(5);
    symbols(Code(literals), Code(distances));
  }

  void dynamic_block() {
    const unsigned literals = in_.bits(5) + 257;
    const unsigned distances = in_.bits(5) + 1;
    const unsigned precodes = in_.bits(4) + 4;
    if (literals > 286 || distances > 30) throw_corrupt("too many length or distance symbols");
    const Code precode = read_precode(precodes);
    std::array<std::uint8_t, 286 + 30> memory{};
    const std::span lengths(memory.data(), literals + distances);
    read_lengths(precode, lengths);
    if (lengths[kEndOfBlock] == 0) throw_corrupt("invalid code -- missing end-of-block");
    const Code literal(lengths.first(literals));
    if (!literal.is_usable()) throw_corrupt("invalid literal/lengths set");
    const Code distance(lengths.subspan(literals));
    if (!distance.is_usable() && !distance.is_empty()) throw_corrupt("invalid distances set");
    symbols(literal, distance);
  }

  Code read_precode(unsigned count) {
    constexpr std::array<std::uint8_t, 19> kOrder{16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                  11, 4,  12, 3, 13, 2, 14, 1, 15};
    std::array<std::uint8_t, 19> lengths{};
    for (unsigned i = 0; i < count; ++i) {
      lengths[kOrder[i]] = static_cast<std::uint8_t>(in_.bits(3));
    }
    const Code code(lengths);
    if (!code.is_complete()) throw_corrupt("invalid code lengths set");
    return code;
  }

  void read_lengths(const Code& precode, std::span<std::uint8_t> lengths) {
    std::size_t at = 0;
    while (at < lengths.size()) {
      const unsigned symbol = precode.read(in_, "invalid code lengths set");
      if (symbol < 16) {
        lengths[at++] = static_cast<std::uint8_t>(symbol);
        continue;
      }
      const unsigned count = repeat_count(symbol);
      const bool has_last = symbol != 16 || at > 0;
      if (!has_last || count > lengths.size() - at) throw_corrupt("invalid bit length repeat");
      const std::uint8_t value = symbol == 16 ? lengths[at - 1] : std::uint8_t{0};
      std::fill_n(lengths.begin() + static_cast<std::ptrdiff_t>(at), count, value);
      at += count;
    }
  }

  unsigned repeat_count(unsigned symbol) {
    if (symbol == 16) return 3 + in_.bits(2);
    return symbol == 17 ? 3 + in_.bits(3) : 11 + in_.bits(7);
  }

  void symbols(const Code& literal, const Code& distance) {
    for (;;) {
      const unsigned symbol = literal.read(in_, "invalid literal/length code");
      if (symbol == kEndOfBlock) return;
      if (symbol < kEndOfBlock) {
        ++size_;
        continue;
      }
      const unsigned length = match_length(symbol - kFirstLength);
      const unsigned far = match_distance(distance.read(in_, "invalid distance code"));
      if (far > size_) throw_corrupt("invalid distance too far back");
      size_ += length;
    }
  }

  unsigned match_length(unsigned code) {
    if (code > 28) throw_corrupt("invalid literal/length code");
    if (code < 8) return 3 + code;
    if (code == 28) return 258;
    const unsigned extra = code / 4 - 1;
    return ((4 + code % 4) << extra) + 3 + in_.bits(extra);
  }

  unsigned match_distance(unsigned code) {
    if (code < 4) return 1 + code;
    const unsigned extra = code / 2 - 1;
    return ((2 + code % 2) << extra) + 1 + in_.bits(extra);
  }

  BitReader in_;
  std::uint64_t size_ = 0;
};

}  // namespace

void throw_deflate_error(ByteView deflate) {
  DeflateWalk(deflate).run();
  throw Error("the gzip data are corrupt");
}

}  // namespace cafs
