#include "cafs/format/plain_zip.h"

#include <algorithm>
#include <span>

#include "cafs/error.h"
#include "cafs/format/zip_place.h"
#include "cafs/format/zip_record.h"

namespace cafs {

namespace {

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
