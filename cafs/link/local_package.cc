#include "cafs/link/local_package.h"

#include <algorithm>

#include "cafs/base/bytes.h"
#include "cafs/link/package_links.h"
#include "cafs/link/package_reader.h"
#include "cafs/tarball/manifest.h"
#include "cafs/text/json.h"

namespace cafs {

namespace {

StoredFile file_at(const Directory& directory, const std::string& path) {
  const auto status = directory.status(path);
  return {.path = path,
          .origin = path,
          .size = status ? status->size : 0,
          .is_executable = status && (status->mode & 0111) != 0};
}

bool builds(const std::string& manifest, const std::vector<StoredFile>& files) {
  const bool has_gyp = std::any_of(files.begin(), files.end(), [](const StoredFile& file) {
    return file.path == "binding.gyp" || file.path.starts_with(".hooks/");
  });
  return has_gyp || (!manifest.empty() && read_manifest(as_bytes(manifest)).install_scripts);
}

/// Adds the links whose paths are packed, as links or as copies of their files.
void add_links(StoredPackage& package, const Directory& directory,
               const std::vector<LocalLink>& links, const std::vector<std::string>& packed) {
  for (const LocalLink& one : links) {
    if (!std::ranges::binary_search(packed, one.link.path)) continue;
    const LinkFate fate = fate_of(one, packed);
    if (fate == LinkFate::stays) package.links.push_back(one.link);
    if (fate != LinkFate::copied) continue;
    package.files.push_back(file_at(directory, one.content));
    package.files.back().path = one.link.path;
  }
}

bool is_ignore_file(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name == ".npmignore" || name == ".gitignore";
}

/// pnpm 10 reads ignore files through links, and leaves all links out.
void add_ignore_files(std::vector<std::string>& paths, const std::string& directory) {
  for (const PackageLink& one : links_below(directory)) {
    if (is_ignore_file(one.path)) paths.push_back(one.path);
  }
}

}  // namespace

StoredPackage local_package(const Directory& directory, PacklistRules rules) {
  const std::string text = directory.read("package.json").value_or("");
  const JsonValue manifest =
      text.empty() ? JsonValue{JsonObject()} : manifest_of(text, directory.path());
  const auto read = [&](std::string_view path) { return directory.read(std::string(path)); };
  const std::vector<std::string> files = files_below(directory.path(), Symlinks::left_out);
  std::vector<std::string> paths = files;
  std::vector<LocalLink> links;
  if (rules == PacklistRules::pnpm10) {
    add_ignore_files(paths, directory.path());
  } else {
    links = links_within(directory.path());
    for (const LocalLink& one : links) paths.push_back(one.link.path);
  }
  const std::vector<std::string> packed = packlist(manifest, paths, read, rules);
  StoredPackage found{.store = &directory, .requires_build = false, .files = {}, .links = {}};
  for (const std::string& path : packed) {
    if (std::ranges::binary_search(files, path)) found.files.push_back(file_at(directory, path));
  }
  add_links(found, directory, links, packed);
  found.requires_build = builds(text, found.files);
  return found;
}

}  // namespace cafs
