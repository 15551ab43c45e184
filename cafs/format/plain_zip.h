#pragma once
#include <optional>

#include "cafs/bytes.h"

namespace cafs {

/// The zip archive in `package`, as libarchive reads it rightly; nothing if there is none, or its
/// end is lost. Throws Error for a zip without entries.
/// - By itself: libarchive takes an end record in a comment for that of the archive, does not look
///   for one before a comment of more than 16 KiB, and finds no zip64 behind a program.
/// - Without the mark "this name is UTF-8": with it, libarchive converts names to the locale's
///   charset, which in the C locale has no letters beyond ASCII; without it, names come out as the
///   bytes they are.
std::optional<ByteBuffer> plain_zip(ByteView package);

}  // namespace cafs
