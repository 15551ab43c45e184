#pragma once
#include <string>
#include <string_view>

namespace cafs::tests {

/// `content` as one bzip2 stream, of blocks of up to 100,000 bytes.
std::string bzipped(std::string_view content);

}  // namespace cafs::tests
