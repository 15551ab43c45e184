#include "cafs/base/arena.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdint>

#include "cafs/base/pages.h"
#include "cafs/base/system.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(data, size)
#define ASAN_UNPOISON_MEMORY_REGION(data, size)
#endif

namespace cafs {

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;

}  // namespace

Arena::Arena(std::size_t size) : mapped_(map_pages(size + kHugePage)) {
  if (!mapped_) return;
  begin_ = mapped_ + -reinterpret_cast<std::uintptr_t>(mapped_) % kHugePage;
  size_ = size;
  ASAN_POISON_MEMORY_REGION(begin_, size_);
  free_.add(places(begin_, size_));
}

Arena::~Arena() {
  if (!mapped_) return;
  ASAN_UNPOISON_MEMORY_REGION(begin_, size_);
  ::munmap(mapped_, size_ + kHugePage);
}

Arena& Arena::shared() {
  constexpr std::size_t kForEach = std::size_t{24} << 20;  // more held more memory than it saved
  constexpr unsigned kMostThreads = 16;
  static auto* const arena = new Arena(kForEach * std::min(usable_cores(), kMostThreads));
  return *arena;
}

std::byte* Arena::take(std::size_t size) {
  const std::lock_guard lock(mutex_);
  if (size > size_) trim();
  const auto place = free_.lowest_of(size);
  if (!place) return nullptr;
  std::byte* const data = begin_ + *place;
  free_.remove(places(data, size));
  if (size >= kHugePage) expect_huge_pages();
  ASAN_UNPOISON_MEMORY_REGION(data, size);
  return data;
}

void Arena::give(std::byte* data, std::size_t size) {
  ASAN_POISON_MEMORY_REGION(data, size);
  const std::lock_guard lock(mutex_);
  free_.add(places(data, size));
}

/// Asks for huge pages, but only once a large buffer is taken: a process that has only small
/// buffers would clear more memory than it needs.
void Arena::expect_huge_pages() {
  if (!has_huge_pages_) expect_all_touched(begin_, size_);
  has_huge_pages_ = true;
}

void Arena::trim() {
  for (const Range& range : free_.list()) give_back(begin_ + range.begin, range.size());
}

Range Arena::places(const std::byte* data, std::size_t size) const {
  const auto begin = static_cast<std::size_t>(data - begin_);
  return {begin, begin + size};
}

}  // namespace cafs
