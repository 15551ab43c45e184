#include "cafs/link/local_package.h"

#include <algorithm>

#include "cafs/base/bytes.h"
#include "cafs/link/package_reader.h"
#include "cafs/tarball/manifest.h"
#include "cafs/text/json.h"

namespace cafs {

namespace {

StoredFile file_at(const Directory& directory, const std::string& path) {
  const auto status = directory.status(path);
  return {.path = path,
          .content = path,
          .size = status ? status->size : 0,
          .is_executable = status && (status->mode & 0111) != 0};
}

bool builds(const std::string& manifest, const std::vector<StoredFile>& files) {
  const bool has_gyp = std::any_of(files.begin(), files.end(), [](const StoredFile& file) {
    return file.path == "binding.gyp" || file.path.starts_with(".hooks/");
  });
  return has_gyp || (!manifest.empty() && read_manifest(as_bytes(manifest)).install_scripts);
}

}  // namespace

StoredPackage local_package(const Directory& directory, PacklistRules rules) {
  const std::string text = directory.read("package.json").value_or("");
  const JsonValue manifest =
      text.empty() ? JsonValue{JsonObject()} : manifest_of(text, directory.path());
  const auto read = [&](std::string_view path) { return directory.read(std::string(path)); };
  StoredPackage found{.store = &directory, .requires_build = false, .files = {}};
  for (const std::string& path :
       packlist(manifest, files_below(directory.path(), Symlinks::left_out), read, rules)) {
    found.files.push_back(file_at(directory, path));
  }
  found.requires_build = builds(text, found.files);
  return found;
}

}  // namespace cafs
