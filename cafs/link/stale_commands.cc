#include "cafs/link/stale_commands.h"

#include <unistd.h>

#include "cafs/io/symlink.h"

namespace cafs {

namespace {

bool is_command(const Directory& directory, const std::string& name) {
  if (const auto target = read_link(directory, name)) return !target->starts_with('/');
  if (!directory.file_size(name)) return false;
  const auto text = directory.read(name);
  return text && text->starts_with("#!/bin/sh\n") && text->find("\nbasedir=") != text->npos;
}

}  // namespace

std::size_t remove_stale_commands(const Directory& directory, const std::vector<std::string>& names,
                                  const std::unordered_set<std::string_view>& wanted) {
  std::size_t removed = 0;
  for (const std::string& name : names) {
    if (wanted.contains(name) || !is_command(directory, name)) continue;
    if (::unlinkat(directory.fd(), name.c_str(), 0) == 0) ++removed;
  }
  return removed;
}

}  // namespace cafs
