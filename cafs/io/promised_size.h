#pragma once
#include <cstdint>
#include <string>

namespace cafs {

/// How large the gzip file `path` says that it is inflated: the number in its last four bytes. The
/// file's own size where that is more, or the number is more than deflate can reach. 0 for what
/// cannot be read. A hint for planning; a file may lie.
std::uint64_t promised_size(const std::string& path);

}  // namespace cafs
