#pragma once
#include "cafs/bytes.h"

namespace cafs {

/// Takes the mark "this name is UTF-8" off every entry of a zip archive, in place. With it,
/// libarchive converts names to the locale's charset, which in the C locale has no letters beyond
/// ASCII; without it, names come out as the bytes they are. What is no zip, or damaged, stays as it
/// is.
void unmark_utf8_names(std::span<std::byte> zip);

}  // namespace cafs
