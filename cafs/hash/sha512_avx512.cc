// Compiled with -mavx512f.
#include "cafs/hash/sha512_kernel.h"

namespace cafs::sha2 {

using Words = uint64_t __attribute__((vector_size(64)));

void compress_avx512(uint64_t* state, const unsigned char* const* messages, size_t blocks);

void compress_avx512(uint64_t* state, const unsigned char* const* messages, size_t blocks) {
  Kernel<Words>::compress(state, messages, blocks);
}

}  // namespace cafs::sha2
