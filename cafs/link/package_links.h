#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cafs/link/package_stores.h"

namespace cafs {

/// A symbolic link of a local directory that leads to something within it.
struct LocalLink {
  PackageLink link;
  std::string target;   ///< the path that it names; empty for the directory itself
  std::string content;  ///< the regular file behind all links; empty if there is none
};

/// Such links below a directory, sorted, but for those in its node_modules. Links that lead nowhere
/// or out of it, even by a detour, are left out.
std::vector<LocalLink> links_within(const std::string& directory);

/// All symbolic links below a directory, sorted, but for those in its node_modules.
std::vector<PackageLink> links_below(const std::string& directory);

/// What becomes of a link whose path is packed, where `packed` are all such paths, sorted.
enum class LinkFate {
  stays,   ///< what it names is packed, or has something below it that is
  copied,  ///< what it names is not, and is a file
  goes,
};
LinkFate fate_of(const LocalLink& link, std::span<const std::string> packed);

}  // namespace cafs
