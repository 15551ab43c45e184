#pragma once
#include "cafs/add/assembly_line.h"

namespace cafs::tests {

/// Adds one package, and does not publish it. Throws Error or IntegrityMismatch if that fails.
Outcome add(Store& store, const Request& request, const AddOptions& options, Workers& workers);

}  // namespace cafs::tests
