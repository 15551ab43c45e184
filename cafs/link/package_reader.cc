#include "cafs/link/package_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem.hpp>
#include <memory>
#include <unordered_map>

#include "cafs/base/error.h"
#include "cafs/io/file_reader.h"
#include "cafs/text/json.h"
#include "cafs/text/json_text.h"
#include "cafs/text/utf8.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

constexpr std::size_t kWhole = std::size_t{64} << 20;
constexpr std::size_t kStart = 4096;  // of a command's file: its first line

void add_files(std::vector<std::string>& paths, const fs::path& directory,
               const std::string& prefix, Symlinks symlinks) {
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (prefix.empty() && name == "node_modules") continue;
    const bool follows = symlinks == Symlinks::followed;
    if (entry.symlink_status().type() == fs::directory_file) {
      add_files(paths, entry.path(), prefix + name + "/", symlinks);
    } else if ((follows ? entry.status() : entry.symlink_status()).type() == fs::regular_file) {
      paths.push_back(prefix + name);
    }
  }
}

PackageCommand command_in(const PackageReader& package, const Command& command,
                          const PnpmRules& rules) {
  const auto start = package.read(command.path, kStart);
  return {.command = command,
          .interpreter = interpreter_of(start.value_or(""), command.path, rules),
          .is_missing = !start};
}

}  // namespace

JsonValue manifest_of(std::string_view text, std::string_view of) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  try {
    return parse_json(repair_utf8(text));
  } catch (const Error& e) {
    throw Error(fmt::format("{}: package.json: {}", of, e.what()));
  }
}

PackageReader reader_of(const StoredPackage& package) {
  using Files = std::unordered_map<std::string_view, const StoredFile*>;
  const auto files = std::make_shared<Files>();
  for (const StoredFile& file : package.files) files->emplace(file.path, &file);
  return {.read = [files, &package](const std::string& path,
                                    std::size_t most) -> std::optional<std::string> {
            const auto found = files->find(package.path_behind_links(path));
            if (found == files->end()) return std::nullopt;
            auto start = read_start(*package.store, found->second->content(), most);
            if (!start) throw Error(found->second->content() + ": is missing");
            return start;
          },
          .paths =
              [&package] {
                std::vector<std::string> paths;
                for (const StoredFile& file : package.files) paths.push_back(file.path);
                return paths;
              }};
}

PackageReader reader_of(const std::string& directory) {
  const auto opened = std::make_shared<Directory>(Directory::open(directory));
  return {.read = [opened](const std::string& path,
                           std::size_t most) { return read_start(*opened, path, most); },
          .paths = [directory] { return files_below(directory, Symlinks::followed); }};
}

std::vector<std::string> files_below(const std::string& directory, Symlinks symlinks) {
  std::vector<std::string> paths;
  add_files(paths, directory, "", symlinks);
  std::sort(paths.begin(), paths.end());
  return paths;
}

PackageCommands commands_in(const PackageReader& package, std::string_view name,
                            const PnpmRules& rules) {
  PackageCommands found;
  found.name = name;
  const auto text = package.read("package.json", kWhole);
  if (!text) return found;
  const JsonValue manifest = manifest_of(*text, name);
  const std::string own_name = text_in(manifest, "name");
  if (!own_name.empty()) found.name = own_name;
  found.version = text_in(manifest, "version");
  const bool lists = !manifest.find("bin") && manifest.find("directories");
  const std::vector<std::string> paths = lists ? package.paths() : std::vector<std::string>();
  for (const Command& command : commands_of(manifest, found.name, paths, rules))
    found.commands.push_back(command_in(package, command, rules));
  return found;
}

std::vector<std::string> bundled_below(const std::string& directory) {
  std::vector<std::string> found;
  const auto add = [&](const fs::path& modules, const std::string& prefix) {
    for (const fs::directory_entry& entry : fs::directory_iterator(modules)) {
      const bool is_own = entry.symlink_status().type() == fs::directory_file;
      const std::string name = prefix + entry.path().filename().string();
      if (is_own && has_manifest(entry.path().string())) found.push_back(name);
    }
  };
  const fs::path modules = fs::path(directory) / "node_modules";
  if (fs::symlink_status(modules).type() != fs::directory_file) return found;
  add(modules, "node_modules/");
  for (const fs::directory_entry& entry : fs::directory_iterator(modules)) {
    const std::string name = entry.path().filename().string();
    const bool is_scope = entry.symlink_status().type() == fs::directory_file && name[0] == '@';
    if (is_scope) add(entry.path(), "node_modules/" + name + "/");
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool has_manifest(const std::string& directory) {
  return fs::status(fs::path(directory) / "package.json").type() == fs::regular_file;
}

std::vector<std::string> bundled_in(const StoredPackage& package) {
  constexpr std::string_view kModules = "node_modules/";
  constexpr std::string_view kManifest = "/package.json";
  std::vector<std::string> directories;
  for (const StoredFile& file : package.files) {
    if (!file.path.starts_with(kModules) || !file.path.ends_with(kManifest)) continue;
    const std::string name =
        file.path.substr(kModules.size(), file.path.size() - kModules.size() - kManifest.size());
    const auto slashes = std::count(name.begin(), name.end(), '/');
    if (slashes == (name.starts_with('@') ? 1 : 0))
      directories.push_back(std::string(kModules) + name);
  }
  std::sort(directories.begin(), directories.end());
  return directories;
}

PackageReader reader_below(const PackageReader& package, const std::string& directory) {
  const std::string prefix = directory + "/";
  return {.read = [package, prefix](const std::string& path,
                                    std::size_t most) { return package.read(prefix + path, most); },
          .paths =
              [package, prefix] {
                std::vector<std::string> below;
                for (const std::string& path : package.paths()) {
                  if (path.starts_with(prefix)) below.push_back(path.substr(prefix.size()));
                }
                return below;
              }};
}

}  // namespace cafs
