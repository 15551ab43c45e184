#include "tests/support/zip_builder.h"

#include <zlib.h>

namespace cafs::tests {

namespace {

std::string little_endian(std::size_t value, int width) {
  std::string bytes;
  for (int i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
  return bytes;
}

std::string u16(std::size_t value) { return little_endian(value, 2); }
std::string u32(std::size_t value) { return little_endian(value, 4); }

}  // namespace

std::string zip_of(const std::string& name, const std::string& content, bool utf8_mark) {
  const auto* const data = reinterpret_cast<const Bytef*>(content.data());
  const std::size_t crc = crc32(0, data, static_cast<uInt>(content.size()));
  const std::string common = u16(utf8_mark ? 0x800 : 0) + u16(0) + u32(0x21) + u32(crc) +
                             u32(content.size()) + u32(content.size()) + u16(name.size()) + u16(0);
  const std::string local = "PK\3\4" + u16(20) + common + name + content;
  const std::string central =
      "PK\1\2" + u16(20) + u16(20) + common + u16(0) + u16(0) + u16(0) + u32(0) + u32(0) + name;
  return local + central + "PK\5\6" + u32(0) + u16(1) + u16(1) + u32(central.size()) +
         u32(local.size()) + u16(0);
}

}  // namespace cafs::tests
