#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cafs::fuzz {

/// Changes a tar archive so that readers get beyond its headers: changes a field or the data of a
/// member, inserts a member, or changes any bytes. In most cases the checksums are right
/// afterwards. If the bytes are no archive, a member is put in front.
void mutate_tar(std::vector<std::uint8_t>& tar, std::size_t max_size, unsigned seed);

/// Puts the right checksum and length at the end of a gzip member. False if the bytes are no member
/// that can be inflated.
bool fix_gzip_trailer(std::vector<std::uint8_t>& gzip);

/// Changes the bytes as libFuzzer itself would.
void mutate_bytes(std::vector<std::uint8_t>& bytes, std::size_t max_size);

/// Copies `bytes` to libFuzzer's buffer, as many as fit, and returns their number.
std::size_t give_back(const std::vector<std::uint8_t>& bytes, std::uint8_t* data,
                      std::size_t max_size);

}  // namespace cafs::fuzz
