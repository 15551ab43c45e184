#include "cafs/base/bytes.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "cafs/base/memory.h"

namespace cafs {

// Sizes of lockfiles and tarballs are of type std::size_t, and whole archives are mapped.
static_assert(sizeof(std::size_t) == 8, "cafs wants a processor of 64 bits");
static_assert(std::endian::native == std::endian::little,
              "cafs was never tried on a big-endian processor: it would have to be tested there");

ByteBuffer::ByteBuffer() = default;
ByteBuffer::~ByteBuffer() = default;

ByteBuffer::ByteBuffer(ByteBuffer&& other) noexcept { *this = std::move(other); }

ByteBuffer& ByteBuffer::operator=(ByteBuffer&& other) noexcept {
  memory_ = std::move(other.memory_);
  data_ = std::exchange(other.data_, nullptr);
  size_ = std::exchange(other.size_, 0);
  capacity_ = std::exchange(other.capacity_, 0);
  return *this;
}

void ByteBuffer::reserve(std::size_t capacity) {
  if (capacity <= capacity_) return;
  auto grown = std::make_unique<Memory>(capacity);
  if (size_ > 0) std::memcpy(grown->data(), data_, size_);
  memory_ = std::move(grown);
  data_ = memory_->data();
  capacity_ = capacity;
}

void ByteBuffer::forget(ByteView part) {
  if (part.empty()) return;
  memory_->give_back(static_cast<std::size_t>(part.data() - data_), part.size());
}

void ByteBuffer::append(ByteView bytes) {
  if (bytes.empty()) return;
  if (capacity_ - size_ < bytes.size()) reserve(std::max(2 * capacity_, size_ + bytes.size()));
  std::memcpy(data_ + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
}

}  // namespace cafs
