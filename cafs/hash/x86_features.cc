#include "cafs/hash/x86_features.h"

#include <cpuid.h>

#include <array>
#include <cstdint>

// Not by __builtin_cpu_supports: it needs a part of the compiler's library that some compilers do
// not have.
namespace cafs::sha2 {

namespace {

enum Register { eax, ebx, ecx, edx };
using Registers = std::array<unsigned, 4>;

/// All zero where the processor does not know that leaf.
Registers cpuid(unsigned leaf) {
  Registers all{};
  __get_cpuid_count(leaf, 0, &all[eax], &all[ebx], &all[ecx], &all[edx]);
  return all;
}

bool has(unsigned value, int bit) { return (value >> bit & 1u) != 0; }

/// The registers that the system saves (XCR0); none if it saves only those that every processor
/// has.
std::uint32_t kept_registers() {
  constexpr int kTellsThat = 27;
  if (!has(cpuid(1)[ecx], kTellsThat)) return 0;
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  asm("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

bool keeps(std::uint32_t registers) { return (kept_registers() & registers) == registers; }

}  // namespace

bool has_avx2() {
  constexpr std::uint32_t kXmmAndYmm = 0b110;
  constexpr int kAvx2 = 5;
  return has(cpuid(7)[ebx], kAvx2) && keeps(kXmmAndYmm);
}

bool has_avx512() {
  constexpr std::uint32_t kAllWithMasks = 0b1110'0110;
  constexpr int kAvx512Foundation = 16;
  constexpr int kAvx512BytesAndWords = 30;
  const unsigned features = cpuid(7)[ebx];
  return has(features, kAvx512Foundation) && has(features, kAvx512BytesAndWords) &&
         keeps(kAllWithMasks);
}

}  // namespace cafs::sha2
