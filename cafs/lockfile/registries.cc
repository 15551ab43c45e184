#include "cafs/lockfile/registries.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

bool is_url(std::string_view text) {
  const std::size_t scheme = text.find("://");
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return scheme != text.npos && scheme > 0 &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(scheme), is_letter) &&
         text.size() > scheme + 3 && text.find_first_of(" \t\r\n$") == text.npos;
}

}  // namespace

std::string Registries::url_for(const PackageKey& package) const {
  auto found = urls_.find(package.scope);
  if (found == urls_.end()) found = urls_.find("");
  if (found == urls_.end()) {
    throw Error(
        fmt::format("no registry is known for {}: give --registry, or a line "
                    "`registry=…` in an .npmrc beside the lockfile (`npm config get "
                    "registry` prints the one in use)",
                    package.name));
  }
  const std::string& url = found->second;
  if (!is_url(url)) {
    throw Error(fmt::format("the registry of {} is {}: want a URL without variables", package.name,
                            quote(url)));
  }
  return url.ends_with('/') ? url : url + '/';
}

}  // namespace cafs
