#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "cafs/index/package_index.h"

namespace cafs {

/// What a v11 store records of a package: the value of its row in `index.db`. These are the very
/// bytes that pnpm 11 writes, without `checkedAt`; files stand in the order of `index`, which is
/// that of the tarball. `requires_prepare` is what pnpm records of git-hosted packages: whether
/// they have to be built before they are packed.
std::string package_row(const PackageIndex& index, std::optional<bool> requires_prepare = {});

/// Whether two rows of a v11 store record the same package, whoever wrote them. These do not
/// matter: members that pnpm adds in use (`checkedAt`, `sideEffects`,
/// `remoteSideEffectsQuarantine`, `tarIntegrity`), the order of members, and members of the value
/// `undefined`. False when `existing` is no row.
bool same_row(std::string_view existing, std::string_view wanted);

/// The row without the `checkedAt` of its records, as pnpm 11 would write it. Throws Error for
/// bytes that are no row.
std::string row_without_checked_at(std::string_view row);

/// Unites two rows that record the same package; their order does not matter. The result has no
/// `checkedAt`. It has the side effects of both, sorted by their platforms. Throws Error when one
/// is no row, or when they differ in the package, in its tar, or in the side effects on one
/// platform.
std::string unite_rows(std::string_view a, std::string_view b);

}  // namespace cafs
