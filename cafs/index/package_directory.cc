#include "cafs/index/package_directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "cafs/hash/hash.h"
#include "cafs/text/utf8.h"

namespace cafs {

namespace {

constexpr std::size_t kLongest = 120;  // pnpm's default of virtual-store-dir-max-length

std::string without_parentheses(std::string name) {
  if (name.ends_with(')')) name.pop_back();
  for (std::size_t at = 0; (at = name.find(")(", at)) != name.npos;) name.replace(at, 2, "_");
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '(' || c == ')'; }, '_');
  return name;
}

// File systems that ignore case would take two such names for one. The case of characters beyond
// ASCII is not looked at.
bool is_too_long_or_upper(std::string_view name, std::size_t longest = kLongest) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return utf16_prefix(name, longest) < name.size() ||
         (std::any_of(name.begin(), name.end(), upper) && !name.starts_with("file+"));
}

/// Whether the path of a local tarball has characters for which other paths have the same name.
bool is_ambiguous(std::string_view id) {
  constexpr std::string_view kFile = "file:";
  id = id.substr(0, id.find('('));
  if (!id.starts_with(kFile)) return false;
  return id.find_first_of("+\\:*?\"<>|#", kFile.size()) != id.npos;
}

/// Replaces dots and spaces at the end, which Windows would drop. Tells whether there were any.
bool replace_end(std::string& name) {
  const std::size_t end = name.find_last_not_of(". ") + 1;
  const bool any = end < name.size();
  name.replace(end, name.npos, name.size() - end, '+');
  return any;
}

std::string shortened(std::string_view name, const std::string& hash,
                      std::size_t longest = kLongest) {
  const std::size_t tail = 1 + hash.size();
  const std::size_t kept = utf16_prefix(name, longest > tail ? longest - tail : 0);
  return fmt::format("{}_{}", name.substr(0, kept), hash);
}

std::string short_sha256(std::string_view text) {
  return hash(HashAlgorithm::sha256, as_bytes(text)).hex().substr(0, 32);
}

/// The id with its reserved characters replaced.
std::string plain_name(const PackageId& id) {
  std::string name = id.file_name();
  if (id.text().starts_with('/')) name.erase(0, 1);
  return name;
}

std::string readable_name(std::string name) {
  return name.find('(') == name.npos ? name : without_parentheses(std::move(name));
}

/// From pnpm 10 on.
std::string name_without_fragment(const PackageId& id) {
  std::string name = plain_name(id);
  std::replace(name.begin(), name.end(), '#', '+');
  return readable_name(std::move(name));
}

/// The name for the key of a snapshot, with its peers.
std::string slot_name(std::string_view key) {
  std::string name(key.substr(key.starts_with('/') ? 1 : 0));
  const auto reserved = [](char c) {
    return std::string_view("\\/:*?\"<>|#").find(c) != std::string_view::npos;
  };
  std::replace_if(name.begin(), name.end(), reserved, '+');
  return readable_name(std::move(name));
}

std::string fitted10(const std::string& name, std::size_t longest) {
  return is_too_long_or_upper(name, longest) ? shortened(name, short_sha256(name), longest) : name;
}

std::string fitted11(std::string name, std::string_view id, std::size_t longest) {
  const bool ambiguous = is_ambiguous(id);
  const std::string hashed = ambiguous ? std::string(id) : name;
  const bool too_long_or_upper = is_too_long_or_upper(name, longest);
  const bool replaced = replace_end(name);
  return too_long_or_upper || ambiguous || replaced ? shortened(name, short_sha256(hashed), longest)
                                                    : name;
}

}  // namespace

std::string pnpm9_directory(const PackageId& id) {
  const std::string name = readable_name(plain_name(id));
  return is_too_long_or_upper(name) ? shortened(name, md5_base32(name)) : name;
}

std::string pnpm10_directory(const PackageId& id) {
  return fitted10(name_without_fragment(id), kLongest);
}

std::string pnpm11_directory(const PackageId& id) {
  return fitted11(name_without_fragment(id), id.text(), kLongest);
}

std::string pnpm10_slot(std::string_view key, std::size_t longest) {
  return fitted10(slot_name(key), longest);
}

std::string pnpm11_slot(std::string_view key, std::size_t longest) {
  return fitted11(slot_name(key), key, longest);
}

}  // namespace cafs
