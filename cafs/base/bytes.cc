#include "cafs/base/bytes.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include "cafs/base/system.h"

namespace cafs {

// A lockfile's or a tarball's sizes are counted in std::size_t, and whole archives are mapped.
static_assert(sizeof(std::size_t) == 8, "cafs wants a processor of 64 bits");
static_assert(std::endian::native == std::endian::little,
              "cafs was never tried on a big-endian processor: it would have to be tested there");

namespace {

// What is freed below this size stays with the process, in pieces.
constexpr std::size_t kWorthMapping = 1 << 20;

const auto kPage = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));

std::byte* allocate(std::size_t size) {
  if (size < kWorthMapping) return static_cast<std::byte*>(std::malloc(size));
  void* const data =
      ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (data == MAP_FAILED) return nullptr;
  auto* const bytes = static_cast<std::byte*>(data);
  expect_all_touched(bytes, size);
  return bytes;
}

}  // namespace

void ByteBuffer::Free::operator()(std::byte* data) const {
  if (capacity < kWorthMapping) return std::free(data);
  ::munmap(data, capacity);
}

void ByteBuffer::reserve(std::size_t capacity) {
  if (capacity <= capacity_) return;
  std::unique_ptr<std::byte[], Free> grown(allocate(capacity), Free{capacity});
  if (!grown) throw std::bad_alloc();
  if (size_ > 0) std::memcpy(grown.get(), data_.get(), size_);
  data_ = std::move(grown);
  capacity_ = capacity;
}

void ByteBuffer::forget(ByteView part) {
  if (capacity_ < kWorthMapping) return;
  const auto begin = static_cast<std::size_t>(part.data() - data_.get());
  const std::size_t first = (begin + kPage - 1) / kPage * kPage;
  const std::size_t end = (begin + part.size()) / kPage * kPage;
  if (first < end) give_back(data_.get() + first, end - first);
}

void ByteBuffer::append(ByteView bytes) {
  if (bytes.empty()) return;
  if (capacity_ - size_ < bytes.size()) reserve(std::max(2 * capacity_, size_ + bytes.size()));
  std::memcpy(data_.get() + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
}

}  // namespace cafs
