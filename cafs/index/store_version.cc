#include "cafs/index/store_version.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/base/error.h"

namespace cafs {

std::optional<StoreVersion> store_version(std::string_view directory) {
  const auto is_it = [directory](StoreVersion version) { return version->directory == directory; };
  const auto* const found = std::find_if(kStoreVersions.begin(), kStoreVersions.end(), is_it);
  return found == kStoreVersions.end() ? std::nullopt : std::optional(*found);
}

std::optional<std::string> marker_path(const PackageId& id, StoreVersion version) {
  if (!id.text().starts_with("file:")) return std::nullopt;
  return fmt::format("{}/{}", version->package_directory(id), kMarkerName);
}

std::string united(const std::string& path, const std::string& existing, const std::string& added,
                   StoreVersion version) {
  if (existing == added) return existing;
  try {
    if (is_marker(path)) throw Error("different contents");
    return version->format.united(existing, added);
  } catch (const Error& e) {
    throw Error(fmt::format("{}: cannot be united with the one that is there: {}", path, e.what()));
  }
}

}  // namespace cafs
