#include "cafs/link/package_patch.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/io/text_file.h"

namespace cafs {

namespace {

std::string path_of(const Lockfile& lockfile, const LayoutSettings& settings,
                    std::string_view hash) {
  const auto locked = std::find_if(lockfile.patches.begin(), lockfile.patches.end(),
                                   [&](const auto& patch) { return patch.second.hash == hash; });
  if (locked == lockfile.patches.end())
    throw Error(fmt::format("its patch {} is not among patchedDependencies", hash));
  if (!locked->second.path.empty()) return std::string(locked->second.path);
  for (const auto& [name, path] : settings.patched_dependencies) {
    if (name == locked->first) return path;
  }
  throw Error(
      fmt::format("patchedDependencies of pnpm-workspace.yaml does not say where the patch "
                  "of {} is",
                  locked->first));
}

}  // namespace

std::string patch_text(const Lockfile& lockfile, const std::string& root,
                       const LayoutSettings& settings, std::string_view hash) {
  const std::string named = path_of(lockfile, settings, hash);
  const std::string path = named.starts_with('/') ? named : fmt::format("{}/{}", root, named);
  std::string text = read_text_file(path);
  const std::string found = patch_hash(text);
  if (found == hash) return text;
  throw Error(fmt::format("{}: has the hash {}, and the lockfile has {}", path, found, hash));
}

ChangedFiles patched(const StoredPackage& package, std::string_view text, PatchRules rules) {
  const auto read = [&](std::string_view path) -> std::optional<PackageFile> {
    const auto file = std::find_if(package.files.begin(), package.files.end(),
                                   [&](const StoredFile& one) { return one.path == path; });
    if (file == package.files.end()) return std::nullopt;
    auto content = package.store->read(file->content());
    if (!content) throw Error(file->content() + ": is missing");
    return PackageFile{std::move(*content), file->is_executable ? 0755U : 0644U};
  };
  return apply_patch(parse_patch(text, rules), rules, read);
}

}  // namespace cafs
