#include "cafs/store/fragment_list.h"

#include <algorithm>
#include <boost/filesystem.hpp>

#include "cafs/base/error.h"
#include "cafs/io/canonical_path.h"
#include "cafs/io/text_file.h"
#include "cafs/store/location.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

constexpr const char* kListName = "fragments";

void check_line(const std::string& path) {
  if (path.find('\n') != path.npos) throw Error(path + ": a list has no path with a newline");
}

}  // namespace

void write_fragment_list(const std::string& directory, const std::vector<std::string>& fragments,
                         Durability durability) {
  if (has_store(directory)) throw Error(directory + ": is a store, and no list of fragments");
  std::vector<std::string> lines;
  lines.reserve(fragments.size());
  CanonicalPaths paths;
  for (const std::string& fragment : fragments) lines.push_back(paths.resolve(fragment));
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) {
    check_line(line);
    text += line + '\n';
  }
  fs::create_directories(directory);
  write_text_file((fs::path(directory) / kListName).string(), text, durability);
}

std::vector<std::string> fragments_at(const std::string& path) {
  const std::string list = (fs::path(path) / kListName).string();
  if (has_store(path) || fs::status(list).type() != fs::regular_file) return {path};
  std::vector<std::string> fragments;
  const std::string text = read_text_file(list);
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    fragments.push_back(text.substr(start, end - start));
    if (!fragments.back().starts_with('/')) {
      throw Error(list + ": want absolute paths, not '" + fragments.back() + "'");
    }
    start = end + 1;
  }
  return fragments;
}

}  // namespace cafs
