#include "cafs/tarball/zip.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>

#include "cafs/base/error.h"

namespace cafs {

namespace {

/// The content of an end record: APPNOTE.TXT §4.3.16, and §4.3.14 for zip64.
struct Directory {
  std::size_t entries, size, offset;
  std::size_t end;  // where the record itself is
};

class ZipFinder {
 public:
  explicit ZipFinder(ByteView bytes) : bytes_(bytes) {}

  std::optional<ZipPlace> run() {
    constexpr std::size_t kLongestComment = 65535;
    if (bytes_.size() < kZipEndSize) return std::nullopt;
    const std::size_t last = bytes_.size() - kZipEndSize;
    for (std::size_t at = last - std::min(last, kLongestComment); at <= last; ++at) try_end(at);
    return best_;
  }

 private:
  void try_end(std::size_t end) {
    if (!has_zip_mark(bytes_, end, kZipEndMark, kZipEndSize)) return;
    const std::size_t after = end + kZipEndSize + zip_number(bytes_, end + 20, 2);
    if (after > bytes_.size()) return;
    const auto place = place_of(end);
    const bool exact = after == bytes_.size();
    if (!place || (!exact && place->start > 0)) return;
    const std::tuple rank(!exact, place->start, end);
    if (best_ && best_rank_ <= rank) return;
    best_ = place;
    best_rank_ = rank;
  }

  /// The central directory lies right before the record. If something is in between, such as a
  /// signature, it lies where the record says.
  std::optional<ZipPlace> place_of(std::size_t end) const {
    const Directory directory = directory_of(end);
    const bool fits =
        directory.size <= directory.end && directory.offset <= directory.end - directory.size;
    if (!fits) return std::nullopt;
    const std::size_t before = directory.end - directory.size;
    const ZipPlace close{before - directory.offset, before, end, directory.entries > 0};
    if (directory.entries == 0) return close.start == 0 ? std::optional(close) : std::nullopt;
    for (const ZipPlace& place : {close, ZipPlace{0, directory.offset, end, true}}) {
      if (has_zip_mark(bytes_, place.central, kZipCentralMark, kZipCentralSize)) return place;
    }
    return std::nullopt;
  }

  Directory directory_of(std::size_t end) const {
    if (const auto wide = wide_end(end)) {
      return {zip_number(bytes_, *wide + 32, 8), zip_number(bytes_, *wide + 40, 8),
              zip_number(bytes_, *wide + 48, 8), *wide};
    }
    return {zip_number(bytes_, end + 10, 2), zip_number(bytes_, end + 12, 4),
            zip_number(bytes_, end + 16, 4), end};
  }

  /// The end record of a zip64. It lies right before its locator (§4.3.15) if it has its least
  /// size, else where the locator says.
  std::optional<std::size_t> wide_end(std::size_t end) const {
    constexpr std::size_t kLocator = 20;
    constexpr std::size_t kLeast = 56;
    if (end < kLocator + kLeast) return std::nullopt;
    const std::size_t locator = end - kLocator;
    if (!has_zip_mark(bytes_, locator, "PK\6\7", kLocator)) return std::nullopt;
    for (const std::size_t at : {locator - kLeast, zip_number(bytes_, locator + 8, 8)}) {
      if (has_zip_mark(bytes_, at, "PK\6\6", kLeast) && at < locator) return at;
    }
    return std::nullopt;
  }

  ByteView bytes_;
  std::optional<ZipPlace> best_;
  std::tuple<bool, std::size_t, std::size_t> best_rank_;
};

constexpr std::byte kUtf8Flag{0x08};  // bit 11: in the second byte of the flags

/// Takes the mark off every entry of the central directory at `at`, and off its local header.
void unmark_names(std::span<std::byte> zip, std::size_t at) {
  while (has_zip_mark(zip, at, kZipCentralMark, kZipCentralSize)) {
    zip[at + 9] &= ~kUtf8Flag;
    const std::size_t local = zip_number(zip, at + 42, 4);
    if (has_zip_mark(zip, local, kZipLocalMark, kZipLocalSize)) zip[local + 7] &= ~kUtf8Flag;
    at += kZipCentralSize + zip_number(zip, at + 28, 2) + zip_number(zip, at + 30, 2) +
          zip_number(zip, at + 32, 2);
  }
}

}  // namespace

std::optional<ZipPlace> find_zip(ByteView bytes) { return ZipFinder(bytes).run(); }

std::optional<ByteBuffer> plain_zip(ByteView package) {
  const auto place = find_zip(package);
  if (!place) return std::nullopt;
  if (!place->has_entries) throw Error("the archive has no entries");
  ByteBuffer zip;
  zip.append(package.subspan(place->start, place->end + kZipEndSize - place->start));
  std::fill_n(zip.data() + zip.size() - 2, 2, std::byte{0});  // the length of the comment
  unmark_names({zip.data(), zip.size()}, place->central - place->start);
  return zip;
}

}  // namespace cafs
