#pragma once

namespace cafs::tools {

/// Tells the C library how this program uses memory, if it can be told: the memory of inflated
/// tarballs goes back to the kernel when they are done.
void prepare_heap();

}  // namespace cafs::tools
