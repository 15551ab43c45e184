#pragma once
#include <cstddef>
#include <mutex>
#include <vector>

namespace cafs {

/// Memory for large buffers. Of what is given back the whole chunks, of the size of a huge page,
/// are kept, and become part of what is taken next: where memory was touched before there are no
/// page faults. In a batch these took a twelfth of the processor time, most of it to clear pages.
/// For any number of threads.
class MemoryPool {
 public:
  static constexpr std::size_t kChunk = std::size_t{2} << 20;

  /// Keeps no more than `limit` bytes.
  explicit MemoryPool(std::size_t limit);
  MemoryPool(const MemoryPool&) = delete;
  MemoryPool& operator=(const MemoryPool&) = delete;

  /// Nothing may be in use.
  ~MemoryPool();

  /// That of the process, which is never destroyed.
  static MemoryPool& shared();

  /// `size` bytes, whatever they hold; nullptr where there is no memory. The chunks in use and
  /// those kept are never more together than once were in use at a time.
  std::byte* take(std::size_t size);

  /// Gives back what was taken, or whole chunks of it, or what follows the last. Nobody may touch
  /// it any more.
  void give(std::byte* data, std::size_t size);

  /// Bytes that are kept at present.
  std::size_t kept() const;

 private:
  mutable std::mutex mutex_;      // guards what follows
  std::vector<std::byte*> kept_;  // chunks; its capacity is the limit
};

/// Memory of the shared pool, given back at the end.
class PooledMemory {
 public:
  PooledMemory() = default;

  /// Throws std::bad_alloc.
  explicit PooledMemory(std::size_t size);
  PooledMemory(PooledMemory&& other) noexcept;
  PooledMemory& operator=(PooledMemory&& other) noexcept;
  ~PooledMemory();

  std::byte* data() const { return data_; }

  /// Gives back what lies within these `size` bytes from `begin` on, as far as that has whole
  /// chunks of its own.
  void give_back(const std::byte* begin, std::size_t size);

 private:
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  std::vector<bool> has_chunk_;  // those not given back yet
};

}  // namespace cafs
