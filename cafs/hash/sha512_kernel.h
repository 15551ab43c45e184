// The compression function of FIPS 180-4 §6.4.2 over vectors of lanes, for the files that are
// compiled for one instruction set each. Nothing here may come from the standard library: an inline
// function compiled for AVX-512 could be the one that the linker keeps for every processor.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "cafs/hash/sha512_constants.h"

namespace {

/// `Lanes` adapts an instruction set: `Words`, a vector of 64-bit words, one for each message;
/// rotated<BITS>(x), to the right; exclusive_or(x, y, z); choice and majority of FIPS 180-4 §4.1.3,
/// the latter with a ^ b and b ^ c, which cost nothing; load(w, messages), the 16 words of the
/// current block of every message.
///
/// The working variables are not in an array: GCC 12 would move its elements by halves through
/// memory, which takes a quarter of the time.
template <typename Lanes>
struct Kernel {
  using Words = typename Lanes::Words;
  static constexpr size_t kLanes = sizeof(Words) / 8;

#define CAFS_INLINE static inline __attribute__((always_inline))

  template <int kBits>
  CAFS_INLINE Words rotated(Words x) {
    return Lanes::template rotated<kBits>(x);
  }
  CAFS_INLINE Words small_sigma_0(Words x) {
    return Lanes::exclusive_or(rotated<1>(x), rotated<8>(x), x >> 7);
  }
  CAFS_INLINE Words small_sigma_1(Words x) {
    return Lanes::exclusive_or(rotated<19>(x), rotated<61>(x), x >> 6);
  }
  CAFS_INLINE Words big_sigma_0(Words x) {
    return Lanes::exclusive_or(rotated<28>(x), rotated<34>(x), rotated<39>(x));
  }
  CAFS_INLINE Words big_sigma_1(Words x) {
    return Lanes::exclusive_or(rotated<14>(x), rotated<18>(x), rotated<41>(x));
  }

  /// One round. The roles of the eight variables move by one place each time, so the caller renames
  /// them instead of moving values. `bc` is b ^ c, and becomes that of the next round: GCC 12 does
  /// not find this reuse itself, which costs 4 %. GCC keeps the order of these lines; another order
  /// costs as much.
  CAFS_INLINE void round(Words a, Words b, Words c, Words& d, Words e, Words f, Words g, Words& h,
                         Words input, Words& bc) {
    const Words t1 = h + input + Lanes::choice(e, f, g) + big_sigma_1(e);
    d += t1;
    const Words ab = a ^ b;
    h = t1 + Lanes::majority(a, b, c, ab, bc) + big_sigma_0(a);
    bc = ab;
  }

  /// The input of a round. `w` is a ring of 16 words of the message schedule, which advances as
  /// words are taken.
  template <bool kIsFirst>
  CAFS_INLINE Words taken(Words (&w)[16], size_t i, const uint64_t* k) {
    if (!kIsFirst)
      w[i] += small_sigma_0(w[(i + 1) % 16]) + w[(i + 9) % 16] + small_sigma_1(w[(i + 14) % 16]);
    return w[i] + k[i];
  }

  template <bool kIsFirst>
  CAFS_INLINE void sixteen_rounds(Words& a, Words& b, Words& c, Words& d, Words& e, Words& f,
                                  Words& g, Words& h, Words& bc, Words (&w)[16],
                                  const uint64_t* k) {
#pragma GCC unroll 2
    for (size_t i = 0; i < 16; i += 8) {
      round(a, b, c, d, e, f, g, h, taken<kIsFirst>(w, i, k), bc);
      round(h, a, b, c, d, e, f, g, taken<kIsFirst>(w, i + 1, k), bc);
      round(g, h, a, b, c, d, e, f, taken<kIsFirst>(w, i + 2, k), bc);
      round(f, g, h, a, b, c, d, e, taken<kIsFirst>(w, i + 3, k), bc);
      round(e, f, g, h, a, b, c, d, taken<kIsFirst>(w, i + 4, k), bc);
      round(d, e, f, g, h, a, b, c, taken<kIsFirst>(w, i + 5, k), bc);
      round(c, d, e, f, g, h, a, b, taken<kIsFirst>(w, i + 6, k), bc);
      round(b, c, d, e, f, g, h, a, taken<kIsFirst>(w, i + 7, k), bc);
    }
  }

  CAFS_INLINE Words loaded(const uint64_t* words, size_t i) {
    Words word;
    __builtin_memcpy(&word, words + i * kLanes, sizeof word);
    return word;
  }
  CAFS_INLINE void add(uint64_t* words, size_t i, Words more) {
    const Words sum = loaded(words, i) + more;
    __builtin_memcpy(words + i * kLanes, &sum, sizeof sum);
  }

  CAFS_INLINE void block(uint64_t* state, const unsigned char* const* messages) {
    Words w[16];
    Lanes::load(w, messages);
    Words a = loaded(state, 0), b = loaded(state, 1), c = loaded(state, 2), d = loaded(state, 3);
    Words e = loaded(state, 4), f = loaded(state, 5), g = loaded(state, 6), h = loaded(state, 7);
    Words bc = b ^ c;
    const uint64_t* const k = cafs::sha2::kRound;
    sixteen_rounds<true>(a, b, c, d, e, f, g, h, bc, w, k);
    for (size_t t = 16; t < 80; t += 16) {
      sixteen_rounds<false>(a, b, c, d, e, f, g, h, bc, w, k + t);
    }
    add(state, 0, a), add(state, 1, b), add(state, 2, c), add(state, 3, d);
    add(state, 4, e), add(state, 5, f), add(state, 6, g), add(state, 7, h);
  }

  CAFS_INLINE void compress(uint64_t* state, const unsigned char* const* messages, size_t blocks) {
    const unsigned char* at[kLanes];
    for (size_t lane = 0; lane < kLanes; ++lane) at[lane] = messages[lane];
    for (; blocks > 0; --blocks) {
      block(state, at);
      for (size_t lane = 0; lane < kLanes; ++lane) at[lane] += 128;
    }
  }

#undef CAFS_INLINE
};

}  // namespace
