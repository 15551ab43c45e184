#pragma once
#include <string_view>

namespace cafs {

/// Whether two index files of pnpm 10 record the same package, what pnpm adds in use (`checkedAt`,
/// `sideEffects`) and the order of members aside. False when `existing` is not valid JSON.
bool same_index(std::string_view existing, std::string_view wanted);

}  // namespace cafs
