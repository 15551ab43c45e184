#include "cafs/format/container.h"

#include "cafs/error.h"
#include "cafs/format/archive.h"
#include "cafs/format/gzip.h"

namespace cafs {

namespace {

Unpacked unpack_tar(ByteView tar, std::uint64_t limit) {
  if (tar.empty()) throw Error("the file is empty");
  if (!looks_like_tar(tar)) throw Error("not a gzip or tar archive");
  if (tar.size() > limit) throw OverLimit(limit);
  return {.storage = {}, .entries = read_tar(tar)};
}

Unpacked unpack_gzip(ByteView gzip, std::uint64_t limit) {
  Unpacked unpacked;
  gunzip(gzip, limit, unpacked.storage);
  unpacked.entries = read_tar(unpacked.storage.view());
  return unpacked;
}

}  // namespace

Unpacked unpack(ByteView package, Container container, std::uint64_t limit) {
  if (is_gzip(package)) return unpack_gzip(package, limit);
  // Zeros end a tar, but start the image of a disk.
  const bool zeros = !package.empty() && package[0] == std::byte{0};
  if (container == Container::tarball || (looks_like_tar(package) && !zeros)) {
    return unpack_tar(package, limit);
  }
  return unpack_archive(package, limit);
}

}  // namespace cafs
