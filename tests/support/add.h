#pragma once
#include "cafs/add.h"

namespace cafs::tests {

/// Adds one package, or throws what became of it.
Added add(Store& store, const Tarball& tarball, const AddOptions& options, Workers& workers);

}  // namespace cafs::tests
