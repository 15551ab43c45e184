#include "cafs/format/bundled_manifest.h"

#include <array>
#include <string_view>
#include <utility>

#include "cafs/error.h"
#include "cafs/format/semver.h"

namespace cafs {

namespace {

/// In the order in which pnpm writes them.
constexpr std::array<std::string_view, 15> kMembers{"bin",
                                                    "bundledDependencies",
                                                    "bundleDependencies",
                                                    "cpu",
                                                    "dependencies",
                                                    "devDependencies",
                                                    "directories",
                                                    "engines",
                                                    "gypfile",
                                                    "libc",
                                                    "name",
                                                    "optionalDependencies",
                                                    "os",
                                                    "peerDependencies",
                                                    "peerDependenciesMeta"};

constexpr std::array<std::string_view, 3> kScripts{"preinstall", "install", "postinstall"};

/// The member if it is there and not null.
const JsonValue* member(const JsonValue& object, std::string_view key) {
  const JsonValue* const value = object.find(key);
  return value && std::holds_alternative<std::nullptr_t>(value->value) ? nullptr : value;
}

JsonObject install_scripts(const JsonValue& package_json) {
  JsonObject result;
  const JsonValue* const scripts = package_json.find("scripts");
  for (const std::string_view name : kScripts) {
    const JsonValue* const script = scripts ? scripts->find(name) : nullptr;
    if (script && script->truthy()) result.set(std::string(name), *script);
  }
  return result;
}

JsonValue version(const JsonValue& package_json) {
  const JsonValue* const value = member(package_json, "version");
  if (!value) return {std::string("0.0.0")};
  const std::string* const text = value->string();
  if (!text) throw Error("the version is no string");
  return {clean_version(*text).value_or(*text)};
}

}  // namespace

std::optional<JsonObject> bundled_manifest(const JsonValue& package_json) {
  std::vector<std::pair<std::string_view, const JsonValue*>> kept;
  for (const std::string_view key : kMembers) {
    if (const JsonValue* const value = member(package_json, key)) kept.emplace_back(key, value);
  }
  JsonObject scripts = install_scripts(package_json);
  if (kept.empty() && scripts.members().empty()) return std::nullopt;
  JsonObject result;
  result.set("version", version(package_json));
  for (const auto& [key, value] : kept) result.set(std::string(key), *value);
  if (!scripts.members().empty()) result.set("scripts", {std::move(scripts)});
  return result;
}

}  // namespace cafs
