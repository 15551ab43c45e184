#pragma once
#include "cafs/bytes.h"
#include "cafs/error.h"

namespace cafs {

/// The error for gzip data that end too early.
Error gzip_cut_off();

/// The error for a deflate stream that the fast decoder refused without saying why: zlib reads it
/// again and does say.
Error deflate_error(ByteView deflate);

}  // namespace cafs
