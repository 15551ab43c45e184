#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cafs::fuzz {

/// Changes a tar archive so that readers get beyond its headers: a field, a member or its data is
/// changed, copied or put in, sizes are told and checksums are made right, or nearly always. What
/// is no archive becomes one now and then.
void mutate_tar(std::vector<std::uint8_t>& tar, std::size_t max_size, unsigned seed);

/// Replaces checksum and length at the end of a gzip member by the right ones. False where the
/// bytes are no member that can be inflated.
bool fix_gzip_trailer(std::vector<std::uint8_t>& gzip);

/// What libFuzzer itself would do to these bytes.
void mutate_bytes(std::vector<std::uint8_t>& bytes, std::size_t max_size);

/// Puts `bytes` where libFuzzer wants them, as many as fit, and tells how many.
std::size_t give_back(const std::vector<std::uint8_t>& bytes, std::uint8_t* data,
                      std::size_t max_size);

}  // namespace cafs::fuzz
