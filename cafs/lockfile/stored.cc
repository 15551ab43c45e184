#include "cafs/lockfile/stored.h"

#include <algorithm>
#include <array>

namespace cafs {

namespace {

bool is_git_host(std::string_view url) {
  constexpr std::array<std::string_view, 3> kHosts{"https://codeload.github.com/",
                                                   "https://bitbucket.org/", "https://gitlab.com/"};
  const auto is_there = [&](std::string_view host) { return url.starts_with(host); };
  return std::any_of(kHosts.begin(), kHosts.end(), is_there) && url.find("tar.gz") != url.npos;
}

/// Whether it is a tarball without an integrity, as pnpm 9 writes it for a URL. pnpm 9, and 10
/// before 10.34.1, find its package by the id alone.
bool is_unchecked(const Resolution& resolution) {
  return resolution.type.empty() && resolution.integrity.empty() && !resolution.tarball.empty() &&
         !resolution.tarball.starts_with(kFile);
}

}  // namespace

bool is_from_git(const Resolution& resolution) {
  return resolution.type == "git" || resolution.git_hosted || is_git_host(resolution.tarball);
}

Stored stored_as(const LockedPackage& package, const Resolution& resolution) {
  const bool by_id = is_from_git(resolution) || is_unchecked(resolution);
  return {.id = id_of(package), .integrity = by_id ? "" : resolution.integrity, .by_id = by_id};
}

}  // namespace cafs
