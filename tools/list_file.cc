#include "tools/list_file.h"

#include <algorithm>
#include <cstdlib>

#include "cafs/base/error.h"

namespace cafs::tools {

std::string list_file(const std::string& argument) {
  constexpr std::string_view kPrefix = "env:";
  if (!argument.starts_with(kPrefix)) return argument;
  const std::string name = argument.substr(kPrefix.size());
  const char* const path = std::getenv(name.c_str());
  if (!path || !*path) throw Error("the environment has no " + name);
  return path;
}

std::vector<std::string> list_items(std::string_view text, char separator) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    std::string_view item = text.substr(0, end);
    if (separator == '\n' && item.ends_with('\r')) item.remove_suffix(1);
    if (!item.empty()) items.emplace_back(item);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return items;
}

}  // namespace cafs::tools
