#pragma once
#include <cstddef>
#include <optional>

#include "cafs/bytes.h"

namespace cafs {

/// Where a zip archive is in the bytes that it was found in.
struct ZipPlace {
  std::size_t start = 0;    ///< what offsets in it count from
  std::size_t central = 0;  ///< its central directory
  std::size_t end = 0;      ///< its end record, of `kZipEndSize` bytes, and a comment
  bool has_entries = false;
};

/// Finds the zip archive in `bytes`. It is there if an end record, with a comment of at most 64
/// KiB, says where its central directory is; a program may come before it, data behind it. Of
/// several, as where a comment or a member is a zip itself, it is the one whose comment ends the
/// bytes, then the one that starts first, then the one that ends first.
std::optional<ZipPlace> find_zip(ByteView bytes);

}  // namespace cafs
