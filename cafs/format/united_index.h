#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// Whether two index files of pnpm 10 record the same package, what pnpm adds in use (`checkedAt`,
/// `sideEffects`) and the order of members aside. False when `existing` is not valid JSON.
bool same_index(std::string_view existing, std::string_view wanted);

/// The index file `json` without the `checkedAt` of its records, as JSON.stringify writes it.
/// Throws Error for what is not valid JSON.
std::string without_checked_at(std::string_view json);

/// One index file for two that record the same package, whichever comes first: without `checkedAt`,
/// and with the side effects of both, sorted by their platforms. Throws Error when one is not valid
/// JSON, or the two say different things of the package or of the side effects on one platform.
std::string unite_indexes(std::string_view a, std::string_view b);

}  // namespace cafs
