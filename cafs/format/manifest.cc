#include "cafs/format/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cafs/error.h"
#include "cafs/format/bundled_manifest.h"
#include "cafs/format/utf8.h"

namespace cafs {

namespace {

std::optional<JsonValue> copy(const JsonValue* value) {
  return value ? std::optional(*value) : std::nullopt;
}

bool has_install_scripts(const JsonValue& document) {
  constexpr std::array<std::string_view, 3> kScripts{"preinstall", "install", "postinstall"};
  const JsonValue* const scripts = document.find("scripts");
  return scripts && std::any_of(kScripts.begin(), kScripts.end(), [&](std::string_view name) {
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

/// pnpm takes these scripts for what makes the file that `main` names.
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

Manifest read_manifest(ByteView package_json, StoreVersion version) {
  const PackageRules& rules = package_rules(version);
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
