#include "cafs/base/memory_pool.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <new>
#include <utility>

#include "cafs/base/system.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(data, size)
#define ASAN_UNPOISON_MEMORY_REGION(data, size)
#endif

namespace cafs {

namespace {

constexpr std::size_t kChunk = MemoryPool::kChunk;

std::size_t whole_pages(std::size_t size) {
  constexpr std::size_t kLargestPage = std::size_t{64} << 10;
  return (size + kLargestPage - 1) / kLargestPage * kLargestPage;
}

void unmap(std::byte* data, std::size_t size) {
  if (size == 0) return;
  ASAN_UNPOISON_MEMORY_REGION(data, size);
  ::munmap(data, size);
}

/// Whole pages that begin where a huge page can; nullptr where there are none.
std::byte* map(std::size_t size) {
  constexpr int kPrivate = MAP_PRIVATE | MAP_ANONYMOUS;
  void* const mapped = ::mmap(nullptr, size + kChunk, PROT_READ | PROT_WRITE, kPrivate, -1, 0);
  if (mapped == MAP_FAILED) return nullptr;
  auto* const begin = static_cast<std::byte*>(mapped);
  const std::size_t before = kChunk - reinterpret_cast<std::uintptr_t>(begin) % kChunk;
  unmap(begin, before);
  unmap(begin + before + size, kChunk - before);
  expect_all_touched(begin + before, size / kChunk * kChunk);
  return begin + before;
}

}  // namespace

MemoryPool::MemoryPool(std::size_t limit) { kept_.reserve(limit / kChunk); }

MemoryPool::~MemoryPool() {
  for (std::byte* const chunk : kept_) unmap(chunk, kChunk);
}

MemoryPool& MemoryPool::shared() {
  constexpr std::size_t kLimit = std::size_t{32} << 20;  // more did not make a batch faster
  static auto* const pool = new MemoryPool(kLimit);      // others may end after what is static
  return *pool;
}

std::byte* MemoryPool::take(std::size_t size) {
  std::byte* const data = map(whole_pages(size));
  if (!data) return nullptr;
  const std::size_t wanted = size / kChunk;
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < wanted && !kept_.empty(); ++i) {
    std::byte* const chunk = kept_.back();
    ASAN_UNPOISON_MEMORY_REGION(chunk, kChunk);
    kept_.pop_back();
    if (move_pages(chunk, data + i * kChunk, kChunk)) continue;
    unmap(chunk, kChunk);
    break;
  }
  return data;
}

void MemoryPool::give(std::byte* data, std::size_t size) {
  const std::size_t given = size / kChunk;
  unmap(data + given * kChunk, whole_pages(size % kChunk));
  ASAN_POISON_MEMORY_REGION(data, given * kChunk);
  const std::lock_guard lock(mutex_);
  const std::size_t keeps = std::min(given, kept_.capacity() - kept_.size());
  for (std::size_t i = 0; i < keeps; ++i) kept_.push_back(data + i * kChunk);
  unmap(data + keeps * kChunk, (given - keeps) * kChunk);
}

std::size_t MemoryPool::kept() const {
  const std::lock_guard lock(mutex_);
  return kept_.size() * kChunk;
}

PooledMemory::PooledMemory(std::size_t size) : size_(size), has_chunk_(size / kChunk, true) {
  data_ = MemoryPool::shared().take(size);
  if (!data_) throw std::bad_alloc();
}

PooledMemory::PooledMemory(PooledMemory&& other) noexcept { *this = std::move(other); }

PooledMemory& PooledMemory::operator=(PooledMemory&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(has_chunk_, other.has_chunk_);
  return *this;
}

PooledMemory::~PooledMemory() {
  const std::size_t chunks = has_chunk_.size() * kChunk;
  give_back(data_, chunks);
  MemoryPool::shared().give(data_ + chunks, size_ - chunks);
}

void PooledMemory::give_back(const std::byte* begin, std::size_t size) {
  const auto from = static_cast<std::size_t>(begin - data_);
  for (std::size_t i = (from + kChunk - 1) / kChunk; i < (from + size) / kChunk; ++i) {
    if (has_chunk_[i]) MemoryPool::shared().give(data_ + i * kChunk, kChunk);
    has_chunk_[i] = false;
  }
}

}  // namespace cafs
