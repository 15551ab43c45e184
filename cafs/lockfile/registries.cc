#include "cafs/lockfile/registries.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/text/json.h"
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

std::string with_slash(std::string_view url) {
  return fmt::format("{}{}", url, url.ends_with('/') ? "" : "/");
}

Error unknown(const PackageKey& package) {
  if (!package.registry.empty()) {
    return Error(
        fmt::format("no registry is known by the name {}, of {}: give --registry {}:=URL, or the "
                    "setting namedRegistries in a pnpm-workspace.yaml beside the lockfile",
                    package.registry, package.name, package.registry));
  }
  if (package.scope == "@jsr") {
    return Error(
        fmt::format("no registry is known for {}: give --registry @jsr=URL, or a line "
                    "`@jsr:registry=…` in an .npmrc beside the lockfile",
                    package.name));
  }
  return Error(
      fmt::format("no registry is known for {}: give --registry URL, or a line "
                  "`registry=…` in an .npmrc beside the lockfile (`npm config get "
                  "registry` prints the one in use)",
                  package.name));
}

/// The text of a member; empty where there is none.
std::string text_of(const JsonValue& object, std::string_view name) {
  const JsonValue* const member = object.find(name);
  const std::string* const text = member ? member->string() : nullptr;
  return text ? *text : "";
}

}  // namespace

Registry parse_registry(std::string_view text) {
  if (!text.starts_with('{')) return {std::string(text), {}};
  const JsonValue value = parse_json(text);
  Registry registry{text_of(value, "url"), text_of(value, "serverType")};
  const bool is_known = registry.server_type == "artifactory" || registry.server_type == "npm";
  const auto& members = std::get<JsonObject>(value.value).members();
  if (registry.url.empty() || !is_known || members.size() != 2) {
    throw Error(R"(want a URL or {"url": "URL", "serverType": "artifactory"})");
  }
  return registry;
}

void Registries::set_server_type(std::string_view url, std::string_view server_type) {
  for (auto& [name, registry] : by_name_) {
    if (registry.server_type.empty() && with_slash(registry.url) == with_slash(url)) {
      registry.server_type = server_type;
    }
  }
}

const Registry& Registries::registry_of(const PackageKey& package) const {
  const bool is_named = !package.registry.empty();
  auto found = by_name_.find(is_named ? fmt::format("{}:", package.registry) : package.scope);
  if (found == by_name_.end() && !is_named && package.scope != "@jsr") found = by_name_.find("");
  if (found == by_name_.end()) throw unknown(package);
  if (is_url(found->second.url)) return found->second;
  throw Error(fmt::format("the registry of {} is {}: want a URL without variables", package.name,
                          quote(found->second.url)));
}

std::optional<std::string> Registries::url_of(std::string_view name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return std::nullopt;
  return with_slash(found->second.url);
}

std::string Registries::url_for(const PackageKey& package) const {
  return with_slash(registry_of(package).url);
}

std::string Registries::tarball_url(const PackageKey& package) const {
  const Registry& registry = registry_of(package);
  const bool has_scope_twice = registry.server_type == "artifactory" && !package.scope.empty();
  return fmt::format("{}{}/-/{}{}{}-{}.tgz", with_slash(registry.url), package.name,
                     has_scope_twice ? package.scope : "", has_scope_twice ? "/" : "", package.bare,
                     package.plain_version());
}

}  // namespace cafs
