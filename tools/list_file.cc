#include "tools/list_file.h"

#include <cstdlib>
#include <string_view>

#include "cafs/error.h"

namespace cafs::tools {

std::string list_file(const std::string& argument) {
  constexpr std::string_view kPrefix = "env:";
  if (!argument.starts_with(kPrefix)) return argument;
  const std::string name = argument.substr(kPrefix.size());
  const char* const path = std::getenv(name.c_str());
  if (!path || !*path) throw Error("the environment has no " + name);
  return path;
}

}  // namespace cafs::tools
