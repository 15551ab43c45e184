#pragma once

namespace cafs::sha2 {

/// Whether the processor, which must be an x86_64, has these vectors, and the system saves them for
/// each thread.
bool has_avx2();
bool has_avx512();  ///< with its instructions for bytes and words

}  // namespace cafs::sha2
