#pragma once
#include <cstddef>

namespace cafs {

/// The size of a page in bytes.
std::size_t page_size();

/// `size`, rounded up to whole pages.
std::size_t whole_pages(std::size_t size);

/// Maps address space, whose memory is allocated when it is touched; it is released with munmap.
/// Returns nullptr if there is none.
std::byte* map_pages(std::size_t size);

}  // namespace cafs
