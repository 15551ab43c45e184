// libarchive could write this, but linked statically its writers bring libxml2's writer and ICU
// along.
#include "cafs/tarball/tar_member.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "cafs/base/error.h"

namespace cafs {

namespace {

constexpr std::size_t kBlock = 512;
constexpr std::size_t kNameSize = 100;

/// A field of a header: its offset, and, for a number, how many digits it has before a NUL.
struct Field {
  std::size_t offset;
  std::size_t digits;
};
constexpr Field kName{0, 0};
constexpr Field kMode{100, 7};
constexpr Field kUid{108, 7};
constexpr Field kGid{116, 7};
constexpr Field kSize{124, 11};
constexpr Field kTime{136, 11};
constexpr Field kChecksum{148, 6};
constexpr Field kType{156, 0};
constexpr Field kMagic{257, 0};

void put(std::string& block, Field field, std::string_view text) {
  std::copy(text.begin(), text.end(), block.begin() + static_cast<std::ptrdiff_t>(field.offset));
}

void put_octal(std::string& block, Field field, std::uint64_t number) {
  const std::string text = fmt::format("{:0{}o}", number, field.digits);
  if (text.size() > field.digits) throw Error(fmt::format("{} is too large for a tar", number));
  put(block, field, text);
}

std::string header(std::string_view name, char type, unsigned mode, std::uint64_t size,
                   std::uint64_t time) {
  std::string block(kBlock, '\0');
  put(block, kName, name.substr(0, kNameSize));
  put_octal(block, kMode, mode);
  put_octal(block, kUid, 0);
  put_octal(block, kGid, 0);
  put_octal(block, kSize, size);
  put_octal(block, kTime, time);
  put(block, kType, {&type, 1});
  put(block, kMagic, {"ustar\00000", 8});
  put(block, kChecksum, "        ");
  const auto add = [](unsigned sum, char c) { return sum + static_cast<unsigned char>(c); };
  put_octal(block, kChecksum, std::accumulate(block.begin(), block.end(), 0u, add));
  put(block, {kChecksum.offset + kChecksum.digits, 0}, {"\0 ", 2});
  return block;
}

/// `LENGTH key=value\n`, where the length counts its own digits.
std::string pax_record(std::string_view key, std::string_view value) {
  const std::size_t rest = key.size() + value.size() + 3;
  std::size_t length = rest + 1;
  while (rest + std::to_string(length).size() > length) ++length;
  return fmt::format("{} {}={}\n", length, key, value);
}

}  // namespace

std::size_t tar_padding(std::uint64_t size) { return (kBlock - size % kBlock) % kBlock; }

std::string tar_member_header(const TarMember& member) {
  if (member.time < 0) throw Error("a tar has no time before 1970");
  const auto time = static_cast<std::uint64_t>(member.time);
  const bool directory = member.path.ends_with('/');
  std::string out;
  if (member.path.size() > kNameSize) {
    const std::string record = pax_record("path", member.path);
    out = header("pax", 'x', 0444, record.size(), time) + record;
    out.append(tar_padding(record.size()), '\0');
  }
  const unsigned mode = directory || member.executable ? 0555 : 0444;
  return out + header(member.path, directory ? '5' : '0', mode, member.size, time);
}

std::string tar_end() { return std::string(2 * kBlock, '\0'); }

}  // namespace cafs
