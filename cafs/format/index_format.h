#pragma once
#include <string>
#include <string_view>

#include "cafs/format/index_contents.h"
#include "cafs/format/layout.h"
#include "cafs/format/package_index.h"
#include "cafs/format/store_version.h"

namespace cafs {

/// How the stores of a version record a package: as JSON, or as a row with its key, as it stands in
/// a file of its own. What is called `text` here is that, whole.
struct IndexFormat {
  /// The text for a package. `git_hosted`: what is said of those only is said.
  std::string (*text)(const IndexName& name, const PackageIndex& index, bool git_hosted);

  /// What a text says of content files. The paths point into it, and `kJsonPadding` bytes after it
  /// must be readable. Throws Error for what no pnpm writes.
  IndexContents (*contents)(std::string_view text);

  /// Whether two say the same of a package, what pnpm adds in use aside. False where `existing` is
  /// damaged.
  bool (*same)(std::string_view existing, std::string_view wanted);

  /// The text without `checkedAt`. Throws Error for a damaged one.
  std::string (*without_checked_at)(std::string_view text);

  /// One for two that say the same, with the side effects of both. Throws Error where one is
  /// damaged, or they contradict each other.
  std::string (*united)(std::string_view a, std::string_view b);
};

const IndexFormat& index_format(StoreVersion version);

}  // namespace cafs
