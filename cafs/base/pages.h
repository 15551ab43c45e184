#pragma once
#include <cstddef>

namespace cafs {

/// In bytes.
std::size_t page_size();

/// `size`, and what is missing to whole pages.
std::size_t whole_pages(std::size_t size);

/// Address space whose memory comes when it is touched, for munmap; nullptr where there is none.
std::byte* map_pages(std::size_t size);

}  // namespace cafs
