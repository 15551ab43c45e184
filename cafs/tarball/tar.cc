#include "cafs/tarball/tar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "cafs/base/error.h"
#include "cafs/tarball/entry_path.h"
#include "cafs/tarball/pax.h"
#include "cafs/text/js_number.h"
#include "cafs/text/quote.h"
#include "cafs/text/utf8.h"

namespace cafs {

namespace {

std::string_view until_nul(std::string_view field) { return field.substr(0, field.find('\0')); }

std::size_t padded(std::size_t size) { return (size + kTarBlock - 1) / kTarBlock * kTarBlock; }

std::string shown(double number) {
  return std::isnan(number) ? "no number" : fmt::format("{:.0f}", number);
}

/// One pass over an archive. What `x` and `L` members say of the next entry is kept between
/// headers.
class TarReader {
 public:
  TarReader(ByteView tar, const PackageRules& rules) : tar_(tar), rules_(rules) {}

  std::vector<Entry> read() {
    while (!at_end()) member();
    return std::move(entries_);
  }

 private:
  bool at_end() const {
    if (offset_ >= tar_.size()) {
      throw Error(fmt::format("the tar archive is cut off at offset {}: no end marker", offset_));
    }
    return tar_[offset_] == std::byte{0};
  }

  void member() {
    const TarHeader header(checked_header());
    const double promised = std::exchange(pax_size_, std::nullopt).value_or(header.size());
    // Every header uses up one pending name, whatever its type.
    const std::string path = resolve_dots(next_path(header), rules_);
    const std::size_t size = member_size(promised, header.type(), path);
    take(header, path, size);
    offset_ += kTarBlock + padded(size);
  }

  ByteView checked_header() const {
    if (tar_.size() - offset_ < kTarBlock) {
      throw Error(fmt::format("the tar archive is cut off in the header at offset {}", offset_));
    }
    const ByteView block = tar_.subspan(offset_, kTarBlock);
    const TarHeader header(block);
    if (header.checksum() != header.actual_checksum()) {
      throw Error(
          fmt::format("invalid checksum in the tar header at offset {}: expected {}, got {}",
                      offset_, shown(header.checksum()), header.actual_checksum()));
    }
    return block;
  }

  std::string next_path(const TarHeader& header) {
    if (!long_name_.empty()) return std::exchange(long_name_, {});
    if (!pax_path_.empty()) return std::exchange(pax_path_, {});
    return header_path(header.prefix(), header.name());
  }

  static bool is_file(unsigned char type) { return type == 0 || type == '0' || type == '1'; }

  /// For a member that it only skips, pnpm takes a size that is no number for 0 (but pnpm 11 does
  /// not). For a file it would record `null`, which no reader of the store accepts.
  std::size_t member_size(double promised, unsigned char type, std::string_view path) const {
    const bool strict = is_file(type) || rules_.strict_sizes;
    if (std::isnan(promised) && !strict) return 0;
    if (!(promised >= 0)) {
      throw Error(fmt::format("invalid size of entry {}: {}", quote(path), shown(promised)));
    }
    const std::size_t left = tar_.size() - offset_ - kTarBlock;
    if (promised > static_cast<double>(left)) {
      throw Error(fmt::format("the tar archive is cut off: entry {} has {} bytes, {} are left",
                              quote(path), shown(promised), left));
    }
    return static_cast<std::size_t>(promised);
  }

  void take(const TarHeader& header, std::string_view path, std::size_t size) {
    const std::size_t data = offset_ + kTarBlock;
    const unsigned char type = header.type();
    if (is_file(type)) return take_file(header, path, tar_.subspan(data, size));
    switch (type) {
      case '2':
      case '5':
        return;
      case 'x':
        return take_pax(pax(data, size, PaxScope::next_entry));
      case 'g':
        return take_pax(pax(data, size, PaxScope::archive));
      case 'L':
        long_name_ = long_name_path(as_text(tar_.subspan(data, size)));
        return;
      default:
        throw Error(fmt::format("unsupported type {} of entry {}", type, quote(path)));
    }
  }

  PaxRecords pax(std::size_t data, std::size_t size, PaxScope scope) const {
    return read_pax(tar_, data, size, scope, rules_);
  }

  void take_pax(PaxRecords records) {
    if (!records.path.empty()) pax_path_ = std::move(records.path);
    if (records.size) pax_size_ = records.size;
  }

  void take_file(const TarHeader& header, std::string_view path, ByteView content) {
    Entry entry{.path = recorded_path(path), .mode = {}, .content = content};
    if (const double mode = header.mode(); !std::isnan(mode)) {
      entry.mode = static_cast<std::int64_t>(mode);
    }
    const auto [known, is_new] = positions_.try_emplace(entry.path, entries_.size());
    if (is_new) return entries_.push_back(std::move(entry));
    entries_[known->second] = std::move(entry);
  }

  ByteView tar_;
  PackageRules rules_;
  std::size_t offset_ = 0;
  std::string long_name_;
  std::string pax_path_;
  std::optional<double> pax_size_;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> positions_;
};

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

// pnpm skips spaces, ends at the next one, skips NULs, takes an empty text for 0, and leaves the
// rest to parseInt. It does not read base-256: the marker byte is no digit.
double TarHeader::octal(std::size_t offset, std::size_t length) const {
  std::string_view text = field(offset, length);
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  text = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(text.find_first_not_of('\0'), text.size()));
  return text.empty() ? 0 : parse_int(repair_utf8(text), 8);
}

std::vector<Entry> read_tar(ByteView tar, const PackageRules& rules) {
  return TarReader(tar, rules).read();
}

bool looks_like_tar(ByteView bytes) {
  if (!bytes.empty() && bytes[0] == std::byte{0}) return true;
  if (bytes.size() < kTarBlock) return false;
  const TarHeader header(bytes.first(kTarBlock));
  return header.checksum() == header.actual_checksum();
}

}  // namespace cafs
