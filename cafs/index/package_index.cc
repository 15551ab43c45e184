#include "cafs/index/package_index.h"

#include <algorithm>
#include <string_view>

#include "cafs/tarball/entry_path.h"

namespace cafs {

namespace {

bool asks_for_build(std::string_view path, const Manifest& manifest) {
  return (path == "binding.gyp" && !manifest.no_gyp_build) || path.starts_with(".hooks/") ||
         path.starts_with(".hooks\\");
}

bool requires_prepare(const Manifest& manifest, const std::vector<Entry>& entries) {
  if (manifest.prepare_script) return true;
  if (!manifest.prepublished_main) return false;
  std::string main = resolved_path(*manifest.prepublished_main);
  if (main.ends_with('/')) main.pop_back();
  return std::none_of(entries.begin(), entries.end(), [&](const Entry& entry) {
    return main.empty() || entry.path == main || entry.path.starts_with(main + "/");
  });
}

}  // namespace

PackageIndex package_index(const Manifest& manifest, const std::vector<Entry>& entries,
                           std::span<const Digest> digests) {
  PackageIndex index{.name = manifest.name,
                     .version = manifest.version,
                     .requires_build = manifest.install_scripts,
                     .requires_prepare = requires_prepare(manifest, entries),
                     .from_directory = false,
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
