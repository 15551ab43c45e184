#include "cafs/format/tar_header.h"

#include <algorithm>

#include "cafs/format/js_number.h"
#include "cafs/format/utf8.h"

namespace cafs {

namespace {

std::string_view until_nul(std::string_view field) { return field.substr(0, field.find('\0')); }

}  // namespace

std::string_view TarHeader::name() const { return until_nul(field(0, 100)); }

std::string_view TarHeader::prefix() const { return until_nul(field(345, 155)); }

unsigned char TarHeader::type() const { return std::to_integer<unsigned char>(block_[156]); }

double TarHeader::actual_checksum() const {
  const auto sum = [&](std::size_t offset, std::size_t length) {
    unsigned total = 0;
    for (const std::byte b : block_.subspan(offset, length)) total += std::to_integer<unsigned>(b);
    return total;
  };
  return sum(0, 148) + 8 * ' ' + sum(156, kTarBlock - 156);
}

std::string_view TarHeader::field(std::size_t offset, std::size_t length) const {
  return as_text(block_.subspan(offset, length));
}

// pnpm skips spaces, ends at the next one, skips NULs, calls nothing 0, and leaves the rest to
// parseInt. There is no base-256: its marker byte is no digit.
double TarHeader::octal(std::size_t offset, std::size_t length) const {
  std::string_view text = field(offset, length);
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  text = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(text.find_first_not_of('\0'), text.size()));
  return text.empty() ? 0 : parse_int(repair_utf8(text), 8);
}

}  // namespace cafs
