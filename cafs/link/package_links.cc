// pnpm 11: fetching/directory-fetcher.
#include "cafs/link/package_links.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem.hpp>

#include "cafs/text/normal_path.h"
#include "cafs/text/relative_path.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

void add_links(std::vector<PackageLink>& links, const fs::path& directory,
               const std::string& prefix) {
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (prefix.empty() && name == "node_modules") continue;
    const fs::file_type type = entry.symlink_status().type();
    if (type == fs::directory_file) add_links(links, entry.path(), prefix + name + "/");
    if (type == fs::symlink_file)
      links.push_back({prefix + name, fs::read_symlink(entry.path()).string()});
  }
}

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? "" : path.substr(0, slash);
}

bool is_below(const std::string& path, const std::string& directory) {
  return path == directory || path.starts_with(directory + "/");
}

/// The path that a relative link names; nothing where its way leads out of the package.
std::optional<std::string> named_by(const PackageLink& link) {
  std::string path = parent_of(link.path);
  std::string_view rest = link.target;
  while (!rest.empty()) {
    const std::string_view part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    if (part == "..") {
      if (path.empty()) return std::nullopt;
      path = parent_of(path);
    } else if (!part.empty() && part != ".") {
      path += (path.empty() ? "" : "/") + std::string(part);
    }
  }
  return path;
}

/// An absolute link within the package as a relative one; others as they are.
PackageLink made_relative(PackageLink link, const std::string& directory) {
  if (!link.target.starts_with('/')) return link;
  const std::string target = normal_path(link.target);
  if (!is_below(target, directory)) return link;
  link.target = relative_path(parent_of(directory + "/" + link.path), target);
  return link;
}

std::optional<LocalLink> read_local(const std::string& directory, const PackageLink& as_is) {
  LocalLink found{made_relative(as_is, directory), "", ""};
  const auto target = named_by(found.link);
  if (!target || found.link.target.starts_with('/')) return std::nullopt;
  boost::system::error_code error;
  const std::string real = fs::canonical(directory + "/" + as_is.path, error).string();
  if (error || !is_below(real, directory)) return std::nullopt;
  found.target = *target;
  if (fs::status(real).type() == fs::regular_file)
    found.content = real.substr(directory.size() + 1);
  return found;
}

}  // namespace

std::vector<PackageLink> links_below(const std::string& directory) {
  std::vector<PackageLink> links;
  add_links(links, directory, "");
  std::ranges::sort(links, {}, &PackageLink::path);
  return links;
}

std::vector<LocalLink> links_within(const std::string& directory) {
  std::vector<LocalLink> found;
  for (const PackageLink& link : links_below(directory)) {
    if (auto local = read_local(directory, link)) found.push_back(std::move(*local));
  }
  return found;
}

LinkFate fate_of(const LocalLink& link, std::span<const std::string> packed) {
  if (link.target.empty()) return LinkFate::stays;
  const auto at = std::ranges::lower_bound(packed, link.target);
  if (at != packed.end() && *at == link.target) return LinkFate::stays;
  const auto below = std::ranges::lower_bound(packed, link.target + "/");
  if (below != packed.end() && below->starts_with(link.target + "/")) return LinkFate::stays;
  return link.content.empty() ? LinkFate::goes : LinkFate::copied;
}

std::string StoredPackage::path_behind_links(const std::string& path) const {
  constexpr int kMost = 40;  // as the kernel has it
  std::string found = path;
  for (int i = 0; i < kMost; ++i) {
    const auto link = std::ranges::find_if(
        links, [&](const PackageLink& one) { return is_below(found, one.path); });
    if (link == links.end()) break;
    found = *named_by(*link) + found.substr(link->path.size());
  }
  return found;
}

}  // namespace cafs
