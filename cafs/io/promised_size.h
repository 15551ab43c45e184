#pragma once
#include <cstdint>
#include <string>

namespace cafs {

/// The sizes of a gzip file, in bytes; 0 for what cannot be read.
struct PromisedSize {
  std::uint64_t file = 0;
  std::uint64_t inflated = 0;
};

/// How large the gzip file `path` is, and says that it is inflated: the number in its last four
/// bytes, or the file's own size where that is more, or the number is more than deflate can reach.
/// A hint for planning; a file may lie.
PromisedSize promised_size(const std::string& path);

}  // namespace cafs
