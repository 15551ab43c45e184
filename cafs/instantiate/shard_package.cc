#include "cafs/instantiate/shard_package.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cafs/base/error.h"
#include "cafs/derivation/store_name.h"
#include "cafs/hash/hash.h"
#include "cafs/lockfile/plan_text.h"
#include "cafs/text/json.h"
#include "cafs/text/json_member.h"

namespace cafs {

namespace {

/// `scope+name-1.0.0` of `@scope/name@1.0.0`.
std::string readable(std::string_view id) {
  std::string name(id.starts_with('@') ? id.substr(1) : id);
  std::replace(name.begin(), name.end(), '/', '+');
  std::replace(name.begin(), name.end(), '@', '-');
  return name;
}

std::string in_directory(const std::string& directory, const std::string& path) {
  return path.starts_with('/') ? path : fmt::format("{}/{}", directory, path);
}

ShardPackage package_of(const PlanEntry& entry, const std::string& root) {
  return {.id = entry.id,
          .integrity = entry.integrity,
          .url = entry.url.empty() ? "" : url_with_id(entry),
          .tarball = entry.url.empty() ? in_directory(root, entry.path)
                                       : store_name(readable(entry.id)) + ".tgz",
          .bin = entry.bin,
          .prefix = entry.prefix};
}

/// Gives other names to fetched packages that would share one.
void tell_apart(std::vector<ShardPackage>& packages) {
  std::map<std::string, int> count;
  for (const ShardPackage& package : packages) ++count[package.tarball];
  for (ShardPackage& package : packages) {
    if (package.url.empty() || count[package.tarball] == 1) continue;
    const std::string whole = fmt::format("{} {}", package.id, package.integrity);
    package.tarball = store_name(whole) + ".tgz";
  }
}

std::string line_of(const ShardPackage& package) {
  std::string out = "{";
  append_if_given(out, "id", package.id);
  append_if_given(out, "integrity", package.integrity);
  append_if_given(out, "url", package.url);
  append_if_given(out, "tarball", package.tarball);
  append_if_given(out, "prefix", package.prefix);
  if (!package.bin.empty()) out += fmt::format(",\"bin\":{}", package.bin);
  return out + "}\n";
}

std::string text_at(const JsonValue& line, std::string_view key) {
  const JsonValue* const value = line.find(key);
  if (value && !value->string()) throw Error(fmt::format("\"{}\" is no string", key));
  return value ? *value->string() : "";
}

ShardPackage package_of_line(std::string_view text) {
  const JsonValue line = parse_json(text);
  ShardPackage package{.id = text_at(line, "id"),
                       .integrity = text_at(line, "integrity"),
                       .url = text_at(line, "url"),
                       .tarball = text_at(line, "tarball"),
                       .bin = {},
                       .prefix = text_at(line, "prefix")};
  if (const JsonValue* const bin = line.find("bin")) append_json(package.bin, *bin);
  if (package.id.empty() || package.tarball.empty()) throw Error("no id, or no tarball");
  return package;
}

}  // namespace

std::size_t shard_of(std::string_view name, std::size_t count) {
  const Hash digest = hash(HashAlgorithm::sha256, as_bytes(name));
  const auto byte = [&](std::size_t i) { return std::to_integer<std::size_t>(digest.bytes()[i]); };
  return (byte(0) << 8 | byte(1)) % count;
}

std::vector<ShardPackage> shard_packages(const Plan& plan, std::size_t shard, std::size_t count,
                                         const std::string& root) {
  std::vector<ShardPackage> packages;
  for (const PlanEntry& entry : plan.entries) {
    if (shard_of(entry.name, count) == shard) packages.push_back(package_of(entry, root));
  }
  tell_apart(packages);
  return packages;
}

std::string shard_lines(const std::vector<ShardPackage>& packages) {
  std::string text;
  for (const ShardPackage& package : packages) text += line_of(package);
  return text;
}

std::vector<ShardPackage> read_shard_lines(std::string_view text) {
  std::vector<ShardPackage> packages;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    packages.push_back(package_of_line(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return packages;
}

}  // namespace cafs
