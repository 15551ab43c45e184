// The compression function of FIPS 180-4 §6.4.2 over vectors of lanes, for the files that are
// compiled for one instruction set each. Nothing here may come from the standard library: an inline
// function compiled for AVX-512 could be the one that the linker keeps for every processor.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "cafs/hash/sha512_constants.h"

namespace {

/// `Words` is a vector of 64-bit words, one for each lane.
template <typename Words>
struct Kernel {
  static constexpr size_t kLanes = sizeof(Words) / 8;

#define CAFS_INLINE static inline __attribute__((always_inline))

  template <int kBits>
  CAFS_INLINE Words rotated(Words x) {
    return (x >> kBits) | (x << (64 - kBits));
  }

  /// Word `t` of the current block of every message.
  CAFS_INLINE Words loaded(const unsigned char* const* messages, size_t t) {
    Words words;
    for (size_t lane = 0; lane < kLanes; ++lane) {
      uint64_t word;
      __builtin_memcpy(&word, messages[lane] + 8 * t, 8);
      words[lane] = __builtin_bswap64(word);
    }
    return words;
  }

  CAFS_INLINE Words small_sigma_0(Words x) { return rotated<1>(x) ^ rotated<8>(x) ^ (x >> 7); }
  CAFS_INLINE Words small_sigma_1(Words x) { return rotated<19>(x) ^ rotated<61>(x) ^ (x >> 6); }
  CAFS_INLINE Words big_sigma_0(Words x) {
    return rotated<28>(x) ^ rotated<34>(x) ^ rotated<39>(x);
  }
  CAFS_INLINE Words big_sigma_1(Words x) {
    return rotated<14>(x) ^ rotated<18>(x) ^ rotated<41>(x);
  }
  CAFS_INLINE Words choice(Words e, Words f, Words g) { return (e & f) ^ (~e & g); }
  CAFS_INLINE Words majority(Words a, Words b, Words c) { return (a & b) | (c & (a | b)); }

  /// One round. The roles of the eight variables move by one place each time, so the caller names
  /// them anew instead of moving values.
  CAFS_INLINE void round(Words a, Words b, Words c, Words& d, Words e, Words f, Words g, Words& h,
                         Words input) {
    const Words t1 = h + big_sigma_1(e) + choice(e, f, g) + input;
    d += t1;
    h = t1 + big_sigma_0(a) + majority(a, b, c);
  }

  /// Rounds t to t + 7, t a multiple of 8, with the message schedule in `w`, a ring of 16 words.
  CAFS_INLINE void eight_rounds(Words (&v)[8], const Words* w, size_t t) {
    const uint64_t* const k = cafs::sha2::kRound + t;
    round(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], w[0] + k[0]);
    round(v[7], v[0], v[1], v[2], v[3], v[4], v[5], v[6], w[1] + k[1]);
    round(v[6], v[7], v[0], v[1], v[2], v[3], v[4], v[5], w[2] + k[2]);
    round(v[5], v[6], v[7], v[0], v[1], v[2], v[3], v[4], w[3] + k[3]);
    round(v[4], v[5], v[6], v[7], v[0], v[1], v[2], v[3], w[4] + k[4]);
    round(v[3], v[4], v[5], v[6], v[7], v[0], v[1], v[2], w[5] + k[5]);
    round(v[2], v[3], v[4], v[5], v[6], v[7], v[0], v[1], w[6] + k[6]);
    round(v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[0], w[7] + k[7]);
  }

  /// The next 16 words of the message schedule.
  CAFS_INLINE void extend(Words (&w)[16]) {
#pragma GCC unroll 16
    for (size_t i = 0; i < 16; ++i) {
      w[i] += small_sigma_0(w[(i + 1) % 16]) + w[(i + 9) % 16] + small_sigma_1(w[(i + 14) % 16]);
    }
  }

  CAFS_INLINE void block(Words (&state)[8], const unsigned char* const* messages) {
    Words w[16];
#pragma GCC unroll 16
    for (size_t t = 0; t < 16; ++t) w[t] = loaded(messages, t);
    Words v[8];
    for (size_t i = 0; i < 8; ++i) v[i] = state[i];
    for (size_t t = 0;; t += 16) {
      eight_rounds(v, w, t);
      eight_rounds(v, w + 8, t + 8);
      if (t == 64) break;
      extend(w);
    }
    for (size_t i = 0; i < 8; ++i) state[i] += v[i];
  }

  CAFS_INLINE void compress(uint64_t* words, const unsigned char* const* messages, size_t blocks) {
    Words state[8];
    __builtin_memcpy(state, words, sizeof state);
    const unsigned char* at[kLanes];
    for (size_t lane = 0; lane < kLanes; ++lane) at[lane] = messages[lane];
    for (; blocks > 0; --blocks) {
      block(state, at);
      for (size_t lane = 0; lane < kLanes; ++lane) at[lane] += 128;
    }
    __builtin_memcpy(words, state, sizeof state);
  }

#undef CAFS_INLINE
};

}  // namespace
