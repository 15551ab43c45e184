#include "tests/fuzz/tar_mutator.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <string_view>

#include "cafs/base/bytes.h"
#include "cafs/base/error.h"
#include "cafs/tarball/gzip.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace cafs::fuzz {

namespace {

using Bytes = std::vector<std::uint8_t>;
using Chance = std::minstd_rand;

constexpr std::size_t kBlock = 512;

struct Field {
  std::size_t offset, width;
};
constexpr Field kSize{124, 12};
constexpr Field kChecksum{148, 8};
constexpr std::array<Field, 7> kFields{
    {{0, 100}, {100, 8}, kSize, {156, 1}, {157, 100}, {257, 8}, {345, 155}}};

constexpr std::array<std::string_view, 6> kRecords{"22 path=package/long\n", "11 size=12\n",
                                                   "19 path=a/../../b.c\n",  "10 path=a\n",
                                                   "13 mtime=1.5\n",         "9 size=x\n"};

std::size_t below(Chance& chance, std::size_t limit) { return limit > 0 ? chance() % limit : 0; }

std::uint64_t octal(const Bytes& tar, std::size_t at) {
  std::uint64_t value = 0;
  for (std::size_t i = at; i < at + 11; ++i) {
    if (tar[i] >= '0' && tar[i] <= '7') value = value << 3 | (tar[i] - '0');
  }
  return value;
}

void write_octal(Bytes& tar, std::size_t at, int digits, std::uint64_t value) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%0*llo", digits, static_cast<unsigned long long>(value));
  std::memcpy(tar.data() + at, text.data(), static_cast<std::size_t>(digits) + 1);
}

/// The offsets of the headers, up to the first wrong size.
std::vector<std::size_t> headers(const Bytes& tar) {
  std::vector<std::size_t> found;
  std::size_t at = 0;
  while (at + kBlock <= tar.size() && tar[at] != 0) {
    found.push_back(at);
    const std::uint64_t size = octal(tar, at + kSize.offset);
    if (size > tar.size()) break;
    at += kBlock + (size + kBlock - 1) / kBlock * kBlock;
  }
  return found;
}

void fix_checksum(Bytes& tar, std::size_t header) {
  std::fill_n(tar.begin() + static_cast<std::ptrdiff_t>(header + kChecksum.offset), 8, ' ');
  std::uint64_t sum = 0;
  for (std::size_t i = header; i < header + kBlock; ++i) sum += tar[i];
  write_octal(tar, header + kChecksum.offset, 6, sum);
}

/// A header and its data, padded.
Bytes member(char type, std::string_view name, std::string_view data) {
  Bytes made(kBlock + (data.size() + kBlock - 1) / kBlock * kBlock);
  std::memcpy(made.data(), name.data(), name.size());
  std::memcpy(made.data() + 100, "0000644", 7);
  write_octal(made, kSize.offset, 11, data.size());
  made[156] = static_cast<std::uint8_t>(type);
  std::memcpy(made.data() + 257, "ustar\00000", 8);
  std::memcpy(made.data() + kBlock, data.data(), data.size());
  fix_checksum(made, 0);
  return made;
}

Bytes new_member(Chance& chance) {
  switch (below(chance, 5)) {
    case 0:
      return member('x', "PaxHeader/x", kRecords[below(chance, kRecords.size())]);
    case 1:
      return member('g', "pax_global_header", kRecords[below(chance, kRecords.size())]);
    case 2:
      return member('L', "././@LongLink", std::string_view("package/long\0junk", 17));
    case 3:
      return member('0', "package/package.json", R"({"name":"a","version":"1.0.0"})");
    default:
      return member('0', "package/a.js", "some data");
  }
}

void insert(Bytes& tar, std::size_t at, const Bytes& what) {
  tar.insert(tar.begin() + static_cast<std::ptrdiff_t>(at), what.begin(), what.end());
}

void mutate_field(Bytes& tar, std::size_t header, Chance& chance) {
  const Field& field = kFields[below(chance, kFields.size())];
  std::uint8_t* const start = tar.data() + header + field.offset;
  const std::size_t made = LLVMFuzzerMutate(start, field.width, field.width);
  std::memset(start + made, 0, field.width - made);
}

/// Changes the data of a member and maybe its length, and puts the new size into the header.
void mutate_data(Bytes& tar, std::size_t header) {
  const std::size_t start = header + kBlock;
  const std::size_t size =
      std::min<std::size_t>(octal(tar, header + kSize.offset), tar.size() - start);
  const std::size_t padded = std::min((size + kBlock - 1) / kBlock * kBlock, tar.size() - start);
  Bytes data(tar.begin() + static_cast<std::ptrdiff_t>(start),
             tar.begin() + static_cast<std::ptrdiff_t>(start + size));
  mutate_bytes(data, size + kBlock);
  write_octal(tar, header + kSize.offset, 11, data.size());
  data.resize((data.size() + kBlock - 1) / kBlock * kBlock);
  tar.erase(tar.begin() + static_cast<std::ptrdiff_t>(start),
            tar.begin() + static_cast<std::ptrdiff_t>(start + padded));
  insert(tar, start, data);
}

void mutate_once(Bytes& tar, std::size_t max_size, Chance& chance) {
  const std::vector<std::size_t> found = headers(tar);
  if (found.empty()) return insert(tar, 0, new_member(chance));
  const std::size_t header = found[below(chance, found.size())];
  switch (below(chance, 5)) {
    case 0:
      return insert(tar, header, new_member(chance));
    case 1:
      return mutate_data(tar, header);
    case 2:
      return mutate_bytes(tar, max_size);
    default:
      return mutate_field(tar, header, chance);
  }
}

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* d) const { libdeflate_free_decompressor(d); }
};

void put_little_endian(std::uint8_t* to, std::uint64_t value) {
  for (int i = 0; i < 4; ++i) to[i] = static_cast<std::uint8_t>(value >> 8 * i);
}

}  // namespace

void mutate_bytes(Bytes& bytes, std::size_t max_size) {
  const std::size_t size = bytes.size();
  bytes.resize(std::max(max_size, size));
  bytes.resize(LLVMFuzzerMutate(bytes.data(), size, bytes.size()));
}

void mutate_tar(Bytes& tar, std::size_t max_size, unsigned seed) {
  Chance chance(seed);
  for (std::size_t left = 1 + below(chance, 3); left > 0; --left)
    mutate_once(tar, max_size, chance);
  if (below(chance, 16) == 0) return;
  for (const std::size_t header : headers(tar)) fix_checksum(tar, header);
}

bool fix_gzip_trailer(Bytes& gzip) {
  constexpr std::size_t kMost = 1 << 16;
  const ByteView all = std::as_bytes(std::span(gzip));
  std::size_t start = 0;
  try {
    start = gzip_header_size(all);
  } catch (const Error&) {
    return false;
  }
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> inflater(
      libdeflate_alloc_decompressor());
  Bytes out(kMost);
  std::size_t used = 0;
  std::size_t made = 0;
  const ByteView in = all.subspan(start);
  if (libdeflate_deflate_decompress_ex(inflater.get(), in.data(), in.size(), out.data(), out.size(),
                                       &used, &made) != LIBDEFLATE_SUCCESS) {
    return false;
  }
  gzip.resize(std::max(gzip.size(), start + used + 8));
  put_little_endian(gzip.data() + start + used, libdeflate_crc32(0, out.data(), made));
  put_little_endian(gzip.data() + start + used + 4, made);
  return true;
}

std::size_t give_back(const Bytes& bytes, std::uint8_t* data, std::size_t max_size) {
  const std::size_t size = std::min(bytes.size(), max_size);
  std::memcpy(data, bytes.data(), size);
  return size;
}

}  // namespace cafs::fuzz
