#include "cafs/base/memory.h"

#include <sys/mman.h>

#include <cstdlib>
#include <new>

#include "cafs/base/arena.h"
#include "cafs/base/pages.h"
#include "cafs/base/system.h"

namespace cafs {

namespace {

// Smaller blocks stay with the process when they are freed, in pieces.
constexpr std::size_t kWorthPages = 1 << 17;

/// nullptr where there is no memory.
std::byte* map(std::size_t size) {
  std::byte* const data = map_pages(size);
  if (data) expect_all_touched(data, size);
  return data;
}

}  // namespace

Memory::Memory(std::size_t size) : on_heap_(size < kWorthPages) {
  if (on_heap_) {
    data_ = static_cast<std::byte*>(std::malloc(size));
  } else {
    const std::size_t whole = whole_pages(size);
    pages_.add({0, whole});
    data_ = Arena::shared().take(whole);
    in_arena_ = data_ != nullptr;
    if (!in_arena_) data_ = map(whole);
  }
  if (!data_) throw std::bad_alloc();
}

Memory::~Memory() {
  if (on_heap_) std::free(data_);
  try {
    for (const Range& pages : pages_.list()) release(pages);
  } catch (const std::bad_alloc&) {
    // Pages that cannot be recorded as free stay in use.
  }
}

void Memory::give_back(std::size_t begin, std::size_t size) {
  const Range pages{whole_pages(begin), (begin + size) / page_size() * page_size()};
  if (on_heap_ || pages.begin >= pages.end) return;
  pages_.remove(pages);
  release(pages);
}

void Memory::release(const Range& pages) const {
  std::byte* const begin = data_ + pages.begin;
  if (in_arena_) {
    Arena::shared().give(begin, pages.size());
  } else {
    ::munmap(begin, pages.size());
  }
}

}  // namespace cafs
