// Compiled with -mavx512f -mavx512bw.
#include <immintrin.h>

#include "cafs/hash/sha512_kernel.h"

namespace cafs::sha2 {

namespace {

/// Any bitwise function of three inputs takes one instruction. The function's number is its truth
/// table: one bit for each of the eight values of the inputs.
struct Avx512 {
  using Words = uint64_t __attribute__((vector_size(64)));

  template <int kBits>
  static Words rotated(Words x) {
    return Words(_mm512_ror_epi64(__m512i(x), kBits));
  }
  template <int kFunction>
  static Words of_three(Words x, Words y, Words z) {
    return Words(_mm512_ternarylogic_epi64(__m512i(x), __m512i(y), __m512i(z), kFunction));
  }
  static Words exclusive_or(Words x, Words y, Words z) { return of_three<0x96>(x, y, z); }
  static Words choice(Words e, Words f, Words g) { return of_three<0xCA>(e, f, g); }
  static Words majority(Words a, Words b, Words c, Words /*ab*/, Words /*bc*/) {
    return of_three<0xE8>(a, b, c);
  }

  /// Loads eight words from `at` on of eight messages, transposed: w[i] has word i of each message.
  static void load_eight(Words* w, const unsigned char* const* messages, size_t at) {
    __m512i pair[8];  // word 2i of messages 2n and 2n + 1 in pair[2n], word 2i + 1 in pair[2n + 1]
    for (size_t n = 0; n < 8; n += 2) {
      const __m512i one = swapped(messages[n] + at);
      const __m512i other = swapped(messages[n + 1] + at);
      pair[n] = _mm512_unpacklo_epi64(one, other);
      pair[n + 1] = _mm512_unpackhi_epi64(one, other);
    }
    for (size_t odd = 0; odd < 2; ++odd) {
      const __m512i low01 = _mm512_shuffle_i64x2(pair[odd], pair[2 + odd], 0x88);
      const __m512i high01 = _mm512_shuffle_i64x2(pair[odd], pair[2 + odd], 0xDD);
      const __m512i low23 = _mm512_shuffle_i64x2(pair[4 + odd], pair[6 + odd], 0x88);
      const __m512i high23 = _mm512_shuffle_i64x2(pair[4 + odd], pair[6 + odd], 0xDD);
      w[odd] = Words(_mm512_shuffle_i64x2(low01, low23, 0x88));
      w[2 + odd] = Words(_mm512_shuffle_i64x2(high01, high23, 0x88));
      w[4 + odd] = Words(_mm512_shuffle_i64x2(low01, low23, 0xDD));
      w[6 + odd] = Words(_mm512_shuffle_i64x2(high01, high23, 0xDD));
    }
  }

  static void load(Words (&w)[16], const unsigned char* const* messages) {
    load_eight(w, messages, 0);
    load_eight(w + 8, messages, 64);
  }

 private:
  /// Eight words, which are big-endian in messages.
  static __m512i swapped(const unsigned char* at) {
    const __m512i order =
        _mm512_broadcast_i32x4(_mm_setr_epi8(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8));
    return _mm512_shuffle_epi8(_mm512_loadu_si512(at), order);
  }
};

}  // namespace

void compress_avx512(uint64_t* state, const unsigned char* const* messages, size_t blocks);

void compress_avx512(uint64_t* state, const unsigned char* const* messages, size_t blocks) {
  Kernel<Avx512>::compress(state, messages, blocks);
}

}  // namespace cafs::sha2
