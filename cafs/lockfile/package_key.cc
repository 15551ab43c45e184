#include "cafs/lockfile/package_key.h"

#include <fmt/format.h>

#include "cafs/base/error.h"
#include "cafs/text/named_version.h"
#include "cafs/text/quote.h"

namespace cafs {

PackageKey PackageKey::parse(std::string_view key) {
  const std::size_t at = key.find('@', 1);
  const std::size_t slash = key.substr(0, at).find('/');
  const bool is_scoped = key.starts_with('@');
  const bool is_key = at != key.npos && is_scoped == (slash != key.npos) && slash != 1 &&
                      slash + 1 != at && key.find(':') > at;
  if (key.empty() || !is_key) {
    throw Error(fmt::format("{} is no key of a package", quote(key)));
  }
  PackageKey found{.name = key.substr(0, at), .version = key.substr(at + 1)};
  if (is_scoped) found.scope = key.substr(0, slash);
  found.bare = is_scoped ? found.name.substr(slash + 1) : found.name;
  if (const auto named = named_version(found.version)) found.registry = named->registry;
  return found;
}

std::string_view PackageKey::plain_version() const {
  const std::string_view plain = registry.empty() ? version : version.substr(registry.size() + 1);
  return plain.substr(0, plain.find('+'));
}

std::string_view id_of_key(std::string_view key) {
  const PackageKey parsed = PackageKey::parse(key);
  return is_location(parsed.version) ? parsed.version : key;
}

}  // namespace cafs
