#pragma once
#include <string>

#include "cafs/format/package_index.h"

namespace cafs {

/// The index file of pnpm 9 and 10: the very bytes that pnpm's JSON.stringify writes, without
/// `checkedAt`. Files stand in JavaScript's property order, and a root file called `__proto__`,
/// which a JavaScript object cannot hold, is left out as pnpm leaves it out.
std::string index_json(const PackageIndex& index);

}  // namespace cafs
