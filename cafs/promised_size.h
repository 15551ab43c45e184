#pragma once
#include <cstdint>
#include <string>

namespace cafs {

/// The sizes of a package, in bytes; 0 for what cannot be read.
struct PromisedSize {
  std::uint64_t file = 0;
  std::uint64_t inflated = 0;
};

/// How large the package `path` is, and how large its first and last bytes let expect that it is
/// inflated: a hint for planning.
PromisedSize promised_size(const std::string& path);

}  // namespace cafs
