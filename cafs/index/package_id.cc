#include "cafs/index/package_id.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cafs/base/error.h"
#include "cafs/text/quote.h"
#include "cafs/text/semver.h"
#include "cafs/text/utf8.h"

namespace cafs {

namespace {

std::string_view fault(std::string_view text) {
  const auto control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
  if (text.empty()) return "it is empty";
  if (std::any_of(text.begin(), text.end(), control)) return "it has control characters";
  if (repair_utf8(text) != text) return "it is not UTF-8";
  if (text.find_first_of("@:", 1) == text.npos) return "want name@version, a URL or file:path";
  return "";
}

/// What no registry may be called: to pnpm, each of them means something else before a colon.
constexpr std::array<std::string_view, 15> kReserved{
    "bitbucket", "catalog", "custom", "file", "git",     "github", "gitlab",   "http",
    "https",     "jsr",     "link",   "npm",  "runtime", "ssh",    "workspace"};

bool is_registry_name(std::string_view text) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::string_view kOthers = "0123456789_.-";
  const auto allowed = [&](char c) {
    return kLetters.find(c) != kLetters.npos || kOthers.find(c) != kOthers.npos;
  };
  return !text.empty() && kLetters.find(text.front()) != kLetters.npos &&
         std::all_of(text.begin(), text.end(), allowed) &&
         std::find(kReserved.begin(), kReserved.end(), text) == kReserved.end();
}

/// As semver prints one, apart from build metadata.
bool is_version(std::string_view text) {
  return clean_version(text) == text.substr(0, text.find('+'));
}

/// `registry:version`, of a package from a registry with a name.
bool is_on_named_registry(std::string_view version) {
  const std::size_t colon = version.find(':');
  return colon != version.npos && is_registry_name(version.substr(0, colon)) &&
         is_version(version.substr(colon + 1));
}

/// What stands after the `@` behind the name of the package; nothing where that is no name.
std::string_view after_name(std::string_view key) {
  const std::size_t at = key.find('@', 1);
  return at == key.npos || key.find(':') < at ? "" : key.substr(at + 1);
}

std::string_view id_of(std::string_view key) {
  const std::string_view version = after_name(key);
  const bool is_location = version.find(':') != version.npos && !version.starts_with("runtime:") &&
                           !is_on_named_registry(version);
  return is_location ? version : key;
}

}  // namespace

PackageId PackageId::parse(std::string_view text) {
  text = id_of(text);
  const std::string_view why = fault(text);
  if (!why.empty()) throw Error(fmt::format("malformed package id {}: {}", quote(text), why));
  return PackageId(text);
}

std::string PackageId::file_name() const {
  const std::string_view version = after_name(text_);
  std::string name(is_on_named_registry(version) ? version : text_);
  const auto reserved = [](char c) {
    return std::string_view("\\/:*?\"<>|").find(c) != std::string_view::npos;
  };
  std::replace_if(name.begin(), name.end(), reserved, '+');
  return name;
}

}  // namespace cafs
