#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cafs::sha2 {

/// SHA-512's compression function over several messages at once, one in each lane of the
/// processor's vectors: 8 lanes of AVX-512 hash three to four times as fast as one message after
/// the other, 4 of AVX2 about twice.
struct LaneKernel {
  const char* name;
  std::size_t lanes;  ///< at most kMostLanes

  /// Takes `blocks` blocks of 128 bytes from each of `lanes` messages, from messages[i] on, into
  /// the states: word w of lane i is state[w * lanes + i].
  void (*compress)(std::uint64_t* state, const unsigned char* const* messages, std::size_t blocks);
};

inline constexpr std::size_t kMostLanes = 8;
inline constexpr std::size_t kBlock = 128;

/// The kernels that this processor can run, the fastest first; none where it has no such vectors.
std::span<const LaneKernel> usable_kernels();

/// The kernel of this name; for an empty name the fastest. Null, which means one message after the
/// other, for the name `none`, and for an empty one if no kernel is usable. Throws Error for
/// another name.
const LaneKernel* kernel_named(std::string_view name);

/// The kernel for calls that name none: the fastest, unless another was set. It may be set only
/// before there are threads.
const LaneKernel* kernel_in_use();
void use_kernel(const LaneKernel* kernel);

}  // namespace cafs::sha2
