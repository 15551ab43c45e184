#include "cafs/index/package_id.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/text/named_version.h"
#include "cafs/text/quote.h"
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

/// What stands after the `@` behind the name of the package; nothing where that is no name.
std::string_view after_name(std::string_view key) {
  const std::size_t at = key.find('@', 1);
  return at == key.npos || key.find(':') < at ? "" : key.substr(at + 1);
}

std::string_view id_of(std::string_view key) {
  const std::string_view version = after_name(key);
  return is_location(version) ? version : key;
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
  std::string name(named_version(version) ? version : text_);
  const auto reserved = [](char c) {
    return std::string_view("\\/:*?\"<>|").find(c) != std::string_view::npos;
  };
  std::replace_if(name.begin(), name.end(), reserved, '+');
  return name;
}

}  // namespace cafs
