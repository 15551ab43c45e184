#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace cafs {

using ByteView = std::span<const std::byte>;

inline ByteView as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class Memory;

/// An uninitialised buffer, into which large tarballs are inflated. Reserving keeps the content;
/// memory that is never touched costs address space only.
class ByteBuffer {
 public:
  ByteBuffer();
  ByteBuffer(ByteBuffer&& other) noexcept;
  ByteBuffer& operator=(ByteBuffer&& other) noexcept;
  ~ByteBuffer();

  std::byte* data() { return data_; }
  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }
  ByteView view() const { return {data_, size_}; }

  /// Makes room for `capacity` bytes in all. The content stays.
  void reserve(std::size_t capacity);

  /// Says how many of the reserved bytes are content. `size` is at most the capacity.
  void resize(std::size_t size) { size_ = size; }

  /// Gives back the memory of the whole pages within `part`, which is in this buffer. Nobody may
  /// read or write `part` from then on.
  void forget(ByteView part);

  /// Adds a copy of `bytes`, growing by doubling.
  void append(ByteView bytes);

 private:
  std::unique_ptr<Memory> memory_;
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace cafs
