#pragma once
#include "cafs/base/bytes.h"

namespace cafs {

/// Says why the fast decoder refused a deflate stream (RFC 1951), which it does not say itself:
/// throws Error for the first thing in it that zlib refuses, in zlib's words, or for an end that is
/// missing. Allocates nothing, whatever the stream inflates to.
[[noreturn]] void throw_deflate_error(ByteView deflate);

}  // namespace cafs
