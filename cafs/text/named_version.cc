#include "cafs/text/named_version.h"

#include <algorithm>
#include <array>

#include "cafs/text/semver.h"

namespace cafs {

namespace {

/// Names that no registry may have: before a colon, each of them means something else to pnpm.
constexpr std::array<std::string_view, 15> kReserved{
    "bitbucket", "catalog", "custom", "file", "git",     "github", "gitlab",   "http",
    "https",     "jsr",     "link",   "npm",  "runtime", "ssh",    "workspace"};

bool is_registry_name(std::string_view text) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::string_view kOthers = "0123456789_.-";
  const auto is_allowed = [&](char c) {
    return kLetters.find(c) != kLetters.npos || kOthers.find(c) != kOthers.npos;
  };
  return !text.empty() && kLetters.find(text.front()) != kLetters.npos &&
         std::all_of(text.begin(), text.end(), is_allowed) &&
         std::find(kReserved.begin(), kReserved.end(), text) == kReserved.end();
}

bool is_version(std::string_view text) {
  return clean_version(text) == text.substr(0, text.find('+'));
}

}  // namespace

std::optional<NamedVersion> named_version(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return std::nullopt;
  const NamedVersion found{.registry = text.substr(0, colon), .version = text.substr(colon + 1)};
  if (!is_registry_name(found.registry) || !is_version(found.version)) return std::nullopt;
  return found;
}

bool is_location(std::string_view version) {
  return version.find(':') != version.npos && !version.starts_with("runtime:") &&
         !named_version(version);
}

}  // namespace cafs
