// The loose grammar of node-semver 7 as a function in place of its regular expression:
//   [v=\s]* DIGITS . DIGITS . DIGITS (-? ID(.ID)*)? (+ ID(.ID)*)?     ID: letters, digits, hyphens
#include "cafs/tarball/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "cafs/base/error.h"
#include "cafs/text/js_number.h"
#include "cafs/text/utf8.h"

namespace cafs {

namespace {

constexpr std::size_t kLongest = 256;  // UTF-16 code units
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLargest = "9007199254740991";  // Number.MAX_SAFE_INTEGER

bool is_digits(std::string_view text) { return text.find_first_not_of(kDigits) == text.npos; }

/// Dot-separated identifiers, none of them empty.
bool is_identifiers(std::string_view text) {
  constexpr std::string_view kAllowed =
      ".-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return !text.empty() && text.front() != '.' && text.back() != '.' &&
         text.find("..") == text.npos && text.find_first_not_of(kAllowed) == text.npos;
}

std::string_view without_zeros(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  return digits;
}

/// Whether digits without leading zeros are a number up to the largest safe integer.
bool is_safe(std::string_view digits) {
  return digits.size() < kLargest.size() ||
         (digits.size() == kLargest.size() && digits <= kLargest);
}

std::string cleaned_prerelease(std::string_view prerelease) {
  std::string result;
  for (std::size_t start = 0; start <= prerelease.size();) {
    const std::size_t end = std::min(prerelease.find('.', start), prerelease.size());
    const std::string_view id = prerelease.substr(start, end - start);
    const std::string_view number = is_digits(id) ? without_zeros(id) : id;
    result += result.empty() ? '-' : '.';
    result += number != kLargest && is_safe(number) && is_digits(id) ? number : id;
    start = end + 1;
  }
  return result;
}

/// What stands after the three numbers: the prerelease as it is printed, "" for none; nothing where
/// it is not by the grammar.
std::optional<std::string> cleaned_tail(std::string_view tail) {
  const std::size_t plus = tail.find('+');
  if (plus != tail.npos && !is_identifiers(tail.substr(plus + 1))) return std::nullopt;
  const std::string_view prerelease = tail.substr(0, plus);
  if (prerelease.empty()) return "";
  if (prerelease.front() == '-' && is_identifiers(prerelease.substr(1))) {
    return cleaned_prerelease(prerelease.substr(1));
  }
  if (is_identifiers(prerelease)) return cleaned_prerelease(prerelease);
  return std::nullopt;
}

/// Takes the digits at the start of `text` off; they may be none.
std::string_view take_digits(std::string_view& text) {
  const std::size_t length = std::min(text.find_first_not_of(kDigits), text.size());
  const std::string_view digits = text.substr(0, length);
  text.remove_prefix(length);
  return digits;
}

bool take_dot(std::string_view& text) {
  if (!text.starts_with('.')) return false;
  text.remove_prefix(1);
  return true;
}

std::string_view skip_marks(std::string_view text) {
  for (;;) {
    const std::string_view rest =
        skip_white_space(text.substr(std::min(text.find_first_not_of("v="), text.size())));
    if (rest.size() == text.size()) return text;
    text = rest;
  }
}

/// The third number takes as many digits as it can, and gives some back if the rest then fits:
/// "1.2.34.5" is 1.2.3-4.5.
std::optional<std::string> cleaned(std::string_view major, std::string_view minor,
                                   std::string_view rest) {
  const std::size_t most = std::min(rest.find_first_not_of(kDigits), rest.size());
  for (std::size_t length = most; length > 0; --length) {
    const auto tail = cleaned_tail(rest.substr(length));
    if (!tail) continue;
    const std::string_view patch = without_zeros(rest.substr(0, length));
    if (!is_safe(major) || !is_safe(minor) || !is_safe(patch)) return std::nullopt;
    return fmt::format("{}.{}.{}{}", major, minor, patch, *tail);
  }
  return std::nullopt;
}

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

std::optional<std::string> clean_version(std::string_view version) {
  std::string_view text = trim_white_space(version);
  text.remove_prefix(std::min(text.find_first_not_of("=v"), text.size()));
  if (utf16_prefix(text, kLongest) < text.size()) return std::nullopt;
  text = skip_marks(trim_white_space(text));
  const std::string_view major = take_digits(text);
  if (major.empty() || !take_dot(text)) return std::nullopt;
  const std::string_view minor = take_digits(text);
  if (minor.empty() || !take_dot(text)) return std::nullopt;
  return cleaned(without_zeros(major), without_zeros(minor), text);
}

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
