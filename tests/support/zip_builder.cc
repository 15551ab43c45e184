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

std::string zip64_of(const std::string& name, const std::string& content) {
  const std::string zip = zip_of(name, content, true);
  const std::size_t end = zip.size() - 22;
  const std::size_t central = 30 + name.size() + content.size();
  const auto u64 = [](std::size_t value) { return little_endian(value, 8); };
  const std::string record = "PK\6\6" + u64(44) + u16(45) + u16(45) + u32(0) + u32(0) + u64(1) +
                             u64(1) + u64(end - central) + u64(central);
  const std::string locator = "PK\6\7" + u32(0) + u64(end) + u32(1);
  return zip.substr(0, end) + record + locator + "PK\5\6" + u32(0) + u16(0xFFFF) + u16(0xFFFF) +
         u32(0xFFFFFFFF) + u32(0xFFFFFFFF) + u16(0);
}

std::string with_comment(const std::string& zip, const std::string& comment) {
  return zip.substr(0, zip.size() - 2) + u16(comment.size()) + comment;
}

}  // namespace cafs::tests
