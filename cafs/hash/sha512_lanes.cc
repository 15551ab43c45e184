#include "cafs/hash/sha512_lanes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "cafs/base/error.h"
#include "cafs/hash/x86_features.h"
#include "cafs/text/quote.h"

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
  if (has_avx512()) return all;
  if (has_avx2()) return all.subspan(1);
  return {};
}

#else

std::span<const LaneKernel> usable_kernels() { return {}; }

#endif

namespace {

const LaneKernel*& in_use() {
  static const LaneKernel* kernel = kernel_named("");
  return kernel;
}

}  // namespace

const LaneKernel* kernel_named(std::string_view name) {
  const auto kernels = usable_kernels();
  if (name == "none" || (name.empty() && kernels.empty())) return nullptr;
  if (name.empty()) return &kernels.front();
  const auto found = std::ranges::find(kernels, name, &LaneKernel::name);
  if (found != kernels.end()) return &*found;
  std::string names;
  for (const LaneKernel& kernel : kernels) names += fmt::format("{}, ", kernel.name);
  throw Error(fmt::format("this processor has {}none, and not {}", names, quote(name)));
}

const LaneKernel* kernel_in_use() { return in_use(); }
void use_kernel(const LaneKernel* kernel) { in_use() = kernel; }

}  // namespace cafs::sha2
