#include "cafs/format/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cafs/error.h"
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

JsonValue parse(ByteView package_json) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  const std::string text = repair_utf8(as_text(package_json));
  const bool marked = text.starts_with(kByteOrderMark);
  return parse_json(std::string_view(text).substr(marked ? kByteOrderMark.size() : 0));
}

}  // namespace

Manifest read_manifest(ByteView package_json) {
  const JsonValue document = [&] {
    try {
      return parse(package_json);
    } catch (const Error& e) {
      throw Error(fmt::format("package.json: {}", e.what()));
    }
  }();
  return {.name = copy(document.find("name")),
          .version = copy(document.find("version")),
          .install_scripts = has_install_scripts(document)};
}

}  // namespace cafs
