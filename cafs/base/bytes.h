#pragma once
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>
#include <string_view>

#include "cafs/base/memory_pool.h"

namespace cafs {

using ByteView = std::span<const std::byte>;

inline ByteView as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Bytes that are not initialised: what a large tarball is inflated into. Reserving keeps the
/// content; memory that is never touched costs address space only. Large buffers are of the memory
/// pool.
class ByteBuffer {
 public:
  ByteBuffer() = default;
  ByteBuffer(ByteBuffer&& other) noexcept;
  ByteBuffer& operator=(ByteBuffer&& other) noexcept;
  ~ByteBuffer() = default;

  std::byte* data() { return data_; }
  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }
  ByteView view() const { return {data_, size_}; }

  /// Makes room for `capacity` bytes in all. The content stays.
  void reserve(std::size_t capacity);

  /// Says how many of the reserved bytes are content. `size` is at most the capacity.
  void resize(std::size_t size) { size_ = size; }

  /// Gives the memory of `part`, which is in this buffer, back as far as that has whole pieces of
  /// its own: of a small buffer nothing. Nobody may touch `part` any more.
  void forget(ByteView part);

  /// Adds a copy of `bytes`, growing by doubling.
  void append(ByteView bytes);

 private:
  struct Free {
    void operator()(std::byte* data) const { std::free(data); }
  };

  std::unique_ptr<std::byte[], Free> small_;
  PooledMemory large_;
  std::byte* data_ = nullptr;  // of the one or the other
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace cafs
