#include "cafs/base/bytes.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace cafs {

// A lockfile's or a tarball's sizes are counted in std::size_t, and whole archives are mapped.
static_assert(sizeof(std::size_t) == 8, "cafs wants a processor of 64 bits");
static_assert(std::endian::native == std::endian::little,
              "cafs was never tried on a big-endian processor: it would have to be tested there");

namespace {

// What is freed below this size stays with the process, in pieces.
constexpr std::size_t kWorthPooling = 1 << 20;

}  // namespace

ByteBuffer::ByteBuffer(ByteBuffer&& other) noexcept { *this = std::move(other); }

ByteBuffer& ByteBuffer::operator=(ByteBuffer&& other) noexcept {
  std::swap(small_, other.small_);
  std::swap(large_, other.large_);
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
  return *this;
}

void ByteBuffer::reserve(std::size_t capacity) {
  if (capacity <= capacity_) return;
  ByteBuffer grown;
  if (capacity < kWorthPooling) {
    grown.small_.reset(static_cast<std::byte*>(std::malloc(capacity)));
    grown.data_ = grown.small_.get();
  } else {
    grown.large_ = PooledMemory(capacity);
    grown.data_ = grown.large_.data();
  }
  if (!grown.data_) throw std::bad_alloc();
  if (size_ > 0) std::memcpy(grown.data_, data_, size_);
  grown.size_ = size_;
  grown.capacity_ = capacity;
  *this = std::move(grown);
}

void ByteBuffer::forget(ByteView part) {
  if (large_.data()) large_.give_back(part.data(), part.size());
}

void ByteBuffer::append(ByteView bytes) {
  if (bytes.empty()) return;
  if (capacity_ - size_ < bytes.size()) reserve(std::max(2 * capacity_, size_ + bytes.size()));
  std::memcpy(data_ + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
}

}  // namespace cafs
