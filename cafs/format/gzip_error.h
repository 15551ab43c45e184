#pragma once
#include "cafs/error.h"

namespace cafs {

/// The error for gzip data that end too early.
Error gzip_cut_off();

}  // namespace cafs
