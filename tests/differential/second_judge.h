#pragma once
#include <string>

#include "cafs/base/bytes.h"

namespace cafs::tests {

/// The regular files of a tarball as libarchive reads it, as a JSON object: to each name what its
/// bytes hash to and whether it is executable, `sha512-…` or `sha512-…-exec`; a string where
/// libarchive has something to complain about.
std::string read_by_libarchive(ByteView tarball);

}  // namespace cafs::tests
