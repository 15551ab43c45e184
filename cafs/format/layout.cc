#include "cafs/format/layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/error.h"
#include "cafs/format/package_directory.h"
#include "cafs/format/quote.h"
#include "cafs/format/row_key.h"
#include "cafs/format/v3_layout.h"

namespace cafs {

namespace {

constexpr std::size_t kIndexDigits = 64;
constexpr std::size_t kContentDigits = 126;  // without those of the shard
constexpr std::size_t kLongestName = 255;    // of a file on Linux

constexpr std::string_view kExecutableSuffix = "-exec";

/// Without branches, which nobody can predict of hashes: a merge of rows asks this of 126
/// characters for each file.
bool is_hex(std::string_view text) {
  unsigned all = 1;
  for (const char c : text) {
    const unsigned digit = static_cast<unsigned char>(c - '0') < 10 ? 1 : 0;
    const unsigned letter = static_cast<unsigned char>(c - 'a') < 6 ? 1 : 0;
    all &= digit | letter;
  }
  return all != 0;
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

constexpr std::size_t kFewestDigits = 32 - 2;  // of an md5, which old lockfiles have

bool is_v10_index_name(std::string_view name) {
  const std::size_t digits = std::min(name.find('-'), name.size());
  const bool known = digits >= kFewestDigits && digits <= kIndexDigits - 2;
  return known && is_hex(name.substr(0, digits)) && name.ends_with(".json");
}

std::string v10_index_path(const Integrity& integrity, const PackageId& id) {
  const std::string hex = integrity.hex().substr(0, kIndexDigits);
  const std::string file = fmt::format("{}-{}.json", hex.substr(2), id.file_name());
  if (file.size() > kLongestName) {
    throw Error(
        fmt::format("package id {} is too long for the name of an index file", quote(id.text())));
  }
  return fmt::format("index/{}/{}", hex.substr(0, 2), file);
}

IndexName row_name(std::string key) {
  std::string path = row_path(key);
  return {std::move(path), std::move(key)};
}

}  // namespace

bool is_shard_name(std::string_view shard) { return shard.size() == 2 && is_hex(shard); }

std::optional<ContentName> content_name(std::string_view shard, std::string_view name) {
  const bool executable = name.ends_with(kExecutableSuffix);
  if (executable) name.remove_suffix(kExecutableSuffix.size());
  if (!is_shard_name(shard) || name.size() != kContentDigits || !is_hex(name)) return std::nullopt;
  return ContentName{digest_of_hex(shard, name), static_cast<Executable>(executable)};
}

bool is_index_name(std::string_view shard, std::string_view name, StoreVersion version) {
  if (!is_shard_name(shard)) return false;
  switch (version) {
    case StoreVersion::v3:
      return is_v3_index_name(shard, name);
    case StoreVersion::v10:
      return is_v10_index_name(name);
    case StoreVersion::v11:
      return name.size() == kIndexDigits - 2 && is_hex(name);
  }
  return false;
}

std::optional<std::string> marker_path(const PackageId& id, StoreVersion version) {
  if (!id.text().starts_with("file:")) return std::nullopt;
  return fmt::format("{}/{}", package_directory(id, version), kMarkerName);
}

std::vector<IndexName> git_hosted_index_names(const PackageId& id, StoreVersion version) {
  std::vector<IndexName> names;
  if (version == StoreVersion::v11) {
    for (std::string& key : git_hosted_row_keys(id)) names.push_back(row_name(std::move(key)));
    return names;
  }
  const std::string directory = package_directory(id, version);
  for (const std::string_view name : kOwnIndexNames) {
    names.push_back({fmt::format("{}/{}", directory, name), {}});
  }
  return names;
}

std::string content_path(const Digest& digest, Executable executable) {
  std::string path = "files/" + digest.hex();
  path.insert(8, 1, '/');
  if (executable == Executable::yes) path += kExecutableSuffix;
  return path;
}

IndexName index_name(const Integrity& integrity, const PackageId& id, StoreVersion version) {
  switch (version) {
    case StoreVersion::v3:
      return {v3_index_path(integrity), {}};
    case StoreVersion::v10:
      return {v10_index_path(integrity, id), {}};
    case StoreVersion::v11:
      break;
  }
  return row_name(row_key(integrity, id));
}

}  // namespace cafs
