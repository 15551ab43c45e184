#pragma once

namespace cafs::tools {

/// Says to the C library how this program uses memory, where that can be told: what some tarballs
/// were inflated into goes back to the kernel when they are done.
void prepare_heap();

}  // namespace cafs::tools
