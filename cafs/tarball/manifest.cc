#include "cafs/tarball/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "cafs/base/error.h"
#include "cafs/text/semver.h"
#include "cafs/text/utf8.h"

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

constexpr std::array<std::string_view, 3> kInstallScripts{"preinstall", "install", "postinstall"};

/// The member if it is there and not null.
const JsonValue* member(const JsonValue& object, std::string_view key) {
  const JsonValue* const value = object.find(key);
  return value && std::holds_alternative<std::nullptr_t>(value->value) ? nullptr : value;
}

JsonObject install_scripts(const JsonValue& package_json) {
  JsonObject result;
  const JsonValue* const scripts = package_json.find("scripts");
  for (const std::string_view name : kInstallScripts) {
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

std::optional<JsonValue> copy(const JsonValue* value) {
  return value ? std::optional(*value) : std::nullopt;
}

bool has_install_scripts(const JsonValue& document) {
  const JsonValue* const scripts = document.find("scripts");
  return scripts &&
         std::any_of(kInstallScripts.begin(), kInstallScripts.end(), [&](std::string_view name) {
           const JsonValue* const script = scripts->find(name);
           return script && script->truthy();
         });
}

bool has_script(const JsonValue& document, std::string_view name) {
  const JsonValue* const scripts = document.find("scripts");
  const JsonValue* const script = scripts ? scripts->find(name) : nullptr;
  if (!script || std::holds_alternative<std::nullptr_t>(script->value)) return false;
  return !script->string() || !script->string()->empty();
}

/// pnpm expects these scripts to make the file that `main` names.
std::optional<std::string> prepublished_main(const JsonValue& document) {
  constexpr std::array<std::string_view, 3> kScripts{"prepublish", "prepack", "publish"};
  const auto has = [&](std::string_view name) { return has_script(document, name); };
  if (std::none_of(kScripts.begin(), kScripts.end(), has)) return std::nullopt;
  const JsonValue* const main = document.find("main");
  return main && main->string() ? *main->string() : "index.js";
}

bool has_no_gyp_build(const JsonValue& document) {
  const JsonValue* const gypfile = document.find("gypfile");
  const bool* const value = gypfile ? std::get_if<bool>(&gypfile->value) : nullptr;
  return value && !*value;
}

JsonValue parse(ByteView package_json) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  const std::string text = repair_utf8(as_text(package_json));
  const bool marked = text.starts_with(kByteOrderMark);
  return parse_json(std::string_view(text).substr(marked ? kByteOrderMark.size() : 0));
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

Manifest read_manifest(ByteView package_json, const PackageRules& rules) {
  try {
    const JsonValue document = parse(package_json);
    return {.name = copy(document.find("name")),
            .version = copy(document.find("version")),
            .install_scripts = has_install_scripts(document),
            .no_gyp_build = rules.gypfile_opts_out && has_no_gyp_build(document),
            .prepare_script = has_script(document, "prepare"),
            .prepublished_main = prepublished_main(document),
            .bundled = rules.bundled_manifest ? bundled_manifest(document) : std::nullopt};
  } catch (const Error& e) {
    throw Error(fmt::format("package.json: {}", e.what()));
  }
}

}  // namespace cafs
