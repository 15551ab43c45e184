#include "cafs/bytes.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace cafs {

void ByteBuffer::reserve(std::size_t capacity) {
  if (capacity <= capacity_) return;
  auto grown = std::make_unique_for_overwrite<std::byte[]>(capacity);
  if (size_ > 0) std::memcpy(grown.get(), data_.get(), size_);
  data_ = std::move(grown);
  capacity_ = capacity;
}

void ByteBuffer::append(ByteView bytes) {
  if (bytes.empty()) return;
  if (capacity_ - size_ < bytes.size()) reserve(std::max(2 * capacity_, size_ + bytes.size()));
  std::memcpy(data_.get() + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
}

}  // namespace cafs
