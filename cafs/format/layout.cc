#include "cafs/format/layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/error.h"
#include "cafs/format/quote.h"
#include "cafs/format/utf8.h"

namespace cafs {

namespace {

constexpr std::size_t kIndexDigits = 64;
constexpr std::size_t kLongestName = 255;  // of a file on Linux

constexpr std::string_view kExecutableSuffix = "-exec";

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::byte hex_byte(const char* digits) {
  const auto value = [](char c) {
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  return static_cast<std::byte>(value(digits[0]) << 4 | value(digits[1]));
}

Digest digest_of_hex(std::string_view shard, std::string_view rest) {
  std::array<std::byte, 64> bytes{hex_byte(shard.data())};
  for (std::size_t i = 1; i < bytes.size(); ++i) bytes[i] = hex_byte(rest.data() + 2 * (i - 1));
  return Digest(bytes);
}

std::string without_parentheses(std::string name) {
  if (name.ends_with(')')) name.pop_back();
  for (std::size_t at = 0; (at = name.find(")(", at)) != name.npos;) name.replace(at, 2, "_");
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '(' || c == ')'; }, '_');
  return name;
}

constexpr std::size_t kLongestDirectory = 120;  // pnpm's default of virtual-store-dir-max-length

// File systems that ignore case would take two such names for one. Of characters beyond ASCII
// nobody looks at the case here.
bool wants_hash(std::string_view name) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return utf16_prefix(name, kLongestDirectory) < name.size() ||
         (std::any_of(name.begin(), name.end(), upper) && !name.starts_with("file+"));
}

// pnpm's depPathToFilename.
std::string directory_of(const PackageId& id) {
  std::string name = id.file_name();
  if (id.text().starts_with('/')) name.erase(0, 1);
  std::replace(name.begin(), name.end(), '#', '+');
  if (name.find('(') != name.npos) name = without_parentheses(std::move(name));
  if (!wants_hash(name)) return name;
  const std::size_t kept = utf16_prefix(name, kLongestDirectory - 33);
  const std::string hex = hash(HashAlgorithm::sha256, as_bytes(name)).hex();
  return fmt::format("{}_{}", name.substr(0, kept), hex.substr(0, 32));
}

}  // namespace

bool is_shard_name(std::string_view shard) { return shard.size() == 2 && is_hex(shard); }

std::optional<ContentName> content_name(std::string_view shard, std::string_view name) {
  constexpr std::size_t kDigits = 126;
  const bool executable = name.ends_with(kExecutableSuffix);
  if (executable) name.remove_suffix(kExecutableSuffix.size());
  if (!is_shard_name(shard) || name.size() != kDigits || !is_hex(name)) return std::nullopt;
  return ContentName{digest_of_hex(shard, name), static_cast<Executable>(executable)};
}

bool is_index_name(std::string_view shard, std::string_view name) {
  constexpr std::size_t kFewest = 32 - 2;  // of an md5, which old lockfiles have
  const std::size_t digits = std::min(name.find('-'), name.size());
  const bool known = digits >= kFewest && digits <= kIndexDigits - 2;
  return is_shard_name(shard) && known && is_hex(name.substr(0, digits)) && name.ends_with(".json");
}

std::optional<std::string> marker_path(const PackageId& id) {
  if (!id.text().starts_with("file:")) return std::nullopt;
  return fmt::format("{}/{}", directory_of(id), kMarkerName);
}

std::vector<std::string> git_hosted_index_paths(const PackageId& id) {
  const std::string directory = directory_of(id);
  std::vector<std::string> paths;
  for (const std::string_view name : kOwnIndexNames) {
    paths.push_back(fmt::format("{}/{}", directory, name));
  }
  return paths;
}

std::string content_path(const Digest& digest, Executable executable) {
  std::string path = "files/" + digest.hex();
  path.insert(8, 1, '/');
  if (executable == Executable::yes) path += kExecutableSuffix;
  return path;
}

std::string index_path(const Integrity& integrity, const PackageId& id) {
  const std::string hex = integrity.hex().substr(0, kIndexDigits);
  const std::string file = fmt::format("{}-{}.json", hex.substr(2), id.file_name());
  if (file.size() > kLongestName) {
    throw Error(
        fmt::format("package id {} is too long for the name of an index file", quote(id.text())));
  }
  return fmt::format("index/{}/{}", hex.substr(0, 2), file);
}

}  // namespace cafs
