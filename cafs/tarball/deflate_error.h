#pragma once
#include "cafs/base/bytes.h"

namespace cafs {

/// Reports why the fast decoder refused a deflate stream (RFC 1951), since the decoder does not
/// tell: throws Error for the first fault that zlib would report, in zlib's words, or for a missing
/// end. Allocates nothing, whatever the stream inflates to.
[[noreturn]] void throw_deflate_error(ByteView deflate);

}  // namespace cafs
