#pragma once
#include <string>
#include <string_view>

#include "cafs/index/package_index.h"
#include "cafs/index/store_version.h"

namespace cafs {

/// The index file of pnpm 9 and 10: the very bytes that pnpm's JSON.stringify writes, without
/// `checkedAt`. Files stand in JavaScript's property order, and a root file called `__proto__`,
/// which a JavaScript object cannot hold, is left out as pnpm leaves it out.
std::string index_json(const PackageIndex& index);

/// Whether two index files record the same package. The members that pnpm adds in use (`checkedAt`,
/// `sideEffects`) and the order of members do not matter. False when `existing` is not valid JSON.
bool same_index(std::string_view existing, std::string_view wanted);

/// The index file `json` without the `checkedAt` of its records, as JSON.stringify writes it.
/// Throws Error for what is not valid JSON.
std::string without_checked_at(std::string_view json);

/// Unites two index files that record the same package; their order does not matter. The result has
/// no `checkedAt`. It has the side effects of both, sorted by their platforms. Throws Error when
/// one is not valid JSON, or when they differ in the package or in the side effects on one
/// platform.
std::string unite_indexes(std::string_view a, std::string_view b);

/// The text of a package's index in a version that keeps indexes as JSON.
std::string json_text(const IndexName& name, const PackageIndex& index, bool git_hosted);

/// Resolves the escapes of a path as it is written in JSON between quotes. Throws Error for a bad
/// escape.
std::string json_path(std::string_view written);

/// The format of a version that keeps indexes as JSON, which `contents` reads.
constexpr IndexFormat json_format(IndexContents (*contents)(std::string_view text)) {
  return {.text = json_text,
          .contents = contents,
          .path = json_path,
          .same = same_index,
          .without_checked_at = without_checked_at,
          .united = unite_indexes};
}

}  // namespace cafs
