#include "cafs/format/package_index.h"

#include <algorithm>
#include <string_view>

namespace cafs {

namespace {

bool asks_for_build(std::string_view path, const Manifest& manifest) {
  return (path == "binding.gyp" && !manifest.no_gyp_build) || path.starts_with(".hooks/") ||
         path.starts_with(".hooks\\");
}

}  // namespace

PackageIndex package_index(const Manifest& manifest, const std::vector<Entry>& entries,
                           std::span<const Digest> digests) {
  PackageIndex index{.name = manifest.name,
                     .version = manifest.version,
                     .requires_build = manifest.install_scripts,
                     .bundled = manifest.bundled,
                     .files = {}};
  index.files.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    index.requires_build = index.requires_build || asks_for_build(entry.path, manifest);
    index.files.push_back({entry.path, digests[i], entry.mode, entry.content.size()});
  }
  return index;
}

}  // namespace cafs
