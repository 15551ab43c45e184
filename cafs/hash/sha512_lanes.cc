#include "cafs/hash/sha512_lanes.h"

#include <array>

namespace cafs::sha2 {

#ifdef CAFS_X86_64

void compress_avx2(std::uint64_t* state, const unsigned char* const* messages, std::size_t blocks);
void compress_avx512(std::uint64_t* state, const unsigned char* const* messages,
                     std::size_t blocks);

namespace {

constexpr std::array kKernels{LaneKernel{"avx512", 8, compress_avx512},
                              LaneKernel{"avx2", 4, compress_avx2}};

}  // namespace

std::span<const LaneKernel> usable_kernels() {
  const std::span<const LaneKernel> all(kKernels);
  if (__builtin_cpu_supports("avx512f")) return all;
  if (__builtin_cpu_supports("avx2")) return all.subspan(1);
  return {};
}

#else

std::span<const LaneKernel> usable_kernels() { return {}; }

#endif

}  // namespace cafs::sha2
