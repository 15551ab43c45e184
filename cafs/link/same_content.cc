#include "cafs/link/same_content.h"

#include <algorithm>

#include "cafs/link/package_links.h"
#include "cafs/link/package_reader.h"

namespace cafs {

namespace {

struct Comparison {
  const Directory& package;
  const SlotContent& content;

  bool has_file(const std::string& path, bool is_executable, const std::string& text) const {
    const auto status = package.status(path);
    return status && ((status->mode & 0111) != 0) == is_executable && package.read(path) == text;
  }

  bool is_command(const std::string& path) const { return content.commands.contains(path); }
};

std::size_t count_of(const SlotContent& content) {
  const auto& files = content.package.files;
  const auto kept = std::count_if(files.begin(), files.end(), [&](const StoredFile& file) {
    return !content.changed.contains(file.path);
  });
  const auto changed = std::count_if(content.changed.begin(), content.changed.end(),
                                     [](const auto& one) { return one.second.has_value(); });
  return static_cast<std::size_t>(kept + changed);
}

}  // namespace

bool has_same_content(const Directory& package, const SlotContent& content,
                      const SlotWriter& writer) {
  if (files_below(package.path(), Symlinks::left_out).size() != count_of(content)) return false;
  if (links_below(package.path()) != content.package.links) return false;
  const Comparison there{package, content};
  for (const StoredFile& file : content.package.files) {
    if (content.changed.contains(file.path)) continue;
    const bool is_command = there.is_command(file.path);
    const auto other = is_command ? writer.changed_command(file, *content.package.store)
                                  : std::optional<std::string>();
    const std::string text =
        other ? *other : content.package.store->read(file.content()).value_or("");
    if (!there.has_file(file.path, is_command || file.is_executable, text)) return false;
  }
  return std::all_of(content.changed.begin(), content.changed.end(), [&](const auto& one) {
    const auto& [path, file] = one;
    const bool is_executable = file && ((file->mode & 0111) != 0 || there.is_command(path));
    return !file || there.has_file(path, is_executable, file->content);
  });
}

}  // namespace cafs
