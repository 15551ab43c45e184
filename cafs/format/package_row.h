#pragma once
#include <optional>
#include <string>

#include "cafs/format/package_index.h"

namespace cafs {

/// What a v11 store records of a package: the value of its row in `index.db`. These are the very
/// bytes that pnpm 11 writes, without `checkedAt`; files stand in the order of `index`, which is
/// that of the tarball. `requires_prepare` is what pnpm records of git-hosted packages: whether
/// they have to be built before they are packed.
std::string package_row(const PackageIndex& index, std::optional<bool> requires_prepare = {});

}  // namespace cafs
