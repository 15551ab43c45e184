#include "cafs/tarball/entry_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "cafs/base/error.h"
#include "cafs/text/quote.h"
#include "cafs/text/utf8.h"

namespace cafs {

namespace {

constexpr std::string_view kSeparators = "/\\";

std::vector<std::string_view> segments(std::string_view path, std::string_view separators) {
  std::vector<std::string_view> result;
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find_first_of(separators, start), path.size());
    result.push_back(path.substr(start, end - start));
    start = end + 1;
  }
  return result;
}

bool escapes(std::string_view path) {
  if (!path.empty() && kSeparators.find(path.front()) != kSeparators.npos) return true;
  const auto parts = segments(path, kSeparators);
  return std::find(parts.begin(), parts.end(), "..") != parts.end();
}

/// Drops the first NUL and the rest of its line, as JavaScript's `.` sees lines.
void drop_from_nul(std::string& name) {
  const std::size_t nul = name.find('\0');
  if (nul == name.npos) return;
  std::size_t end = name.size();
  for (const std::string_view terminator : {"\n", "\r", "\xe2\x80\xa8", "\xe2\x80\xa9"}) {
    end = std::min(end, name.find(terminator, nul));
  }
  name.erase(nul, end - nul);
}

}  // namespace

std::string resolved_path(std::string_view path) {
  std::vector<std::string_view> kept;
  for (const std::string_view segment : segments(path, "/")) {
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") {
      kept.push_back(segment);
    } else if (!kept.empty()) {
      kept.pop_back();
    }
  }
  const bool trailing = path.ends_with('/') && !kept.empty();
  return fmt::format("{}{}", fmt::join(kept, "/"), trailing ? "/" : "");
}

std::string header_path(std::string_view prefix, std::string_view name) {
  const std::size_t in_prefix = prefix.find_first_of(kSeparators);
  if (in_prefix == prefix.npos) {
    // A prefix of one segment is the segment to drop; the name is then not cut any more.
    if (!prefix.empty()) return repair_utf8(name);
    const std::size_t in_name = name.find_first_of(kSeparators);
    return repair_utf8(in_name == name.npos ? name : name.substr(in_name + 1));
  }
  const std::string rest = repair_utf8(prefix.substr(in_prefix + 1));
  return rest.empty() ? repair_utf8(name) : rest + "/" + repair_utf8(name);
}

std::string_view after_first_slash(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

std::string long_name_path(std::string_view data) {
  std::string name = repair_utf8(data);
  drop_from_nul(name);
  return std::string(after_first_slash(name));
}

std::string resolve_dots(std::string path, const PackageRules& rules) {
  const bool backslashes = rules.backslash_dots;
  const bool dots = path.find("./") != path.npos;
  if (!dots && !(backslashes && path.find(".\\") != path.npos)) return path;
  if (backslashes) std::replace(path.begin(), path.end(), '\\', '/');
  return resolved_path(path);
}

std::string recorded_path(std::string_view path) {
  if (escapes(path)) {
    throw Error(fmt::format("entry {} would leave the package directory", quote(path)));
  }
  std::string result;
  result.reserve(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    result += path[i];
    if (path.substr(i, 2) == "//") ++i;
  }
  return result;
}

std::string entry_path(std::string_view name, const PackageRules& rules) {
  return recorded_path(resolve_dots(header_path("", name), rules));
}

}  // namespace cafs
