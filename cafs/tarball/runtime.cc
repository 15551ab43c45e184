#include "cafs/tarball/runtime.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include "cafs/base/error.h"
#include "cafs/tarball/archive.h"
#include "cafs/tarball/entry_path.h"
#include "cafs/tarball/zip.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

constexpr std::string_view kManifest = "package.json";
constexpr std::size_t kMostManifest = 1 << 20;

struct NameAndVersion {
  std::string name, version;
};

NameAndVersion split_id(std::string_view id) {
  const std::size_t at = id.find('@', 1);
  std::string_view version = at == id.npos ? "" : id.substr(at + 1);
  if (version.starts_with("runtime:")) version.remove_prefix(8);
  const bool has_location = id.substr(0, at).find(':') != id.npos || version.find(':') != id.npos;
  if (version.empty() || has_location) {
    throw Error(fmt::format("{} is no id of a runtime: want NAME@runtime:VERSION", quote(id)));
  }
  return {std::string(id.substr(0, at)), std::string(version)};
}

/// A member of an object as JSON.stringify(…, null, 2) writes it.
std::string member_line(std::string_view indent, std::string_view key, std::string_view value) {
  std::string line(indent);
  append_json_string(line, key);
  line += ": ";
  append_json_string(line, value);
  return line;
}

const std::string& path_of(const JsonValue& value) {
  if (const std::string* const path = value.string()) return *path;
  throw Error("the bin of a runtime is neither a path nor an object of paths");
}

std::string bin_lines(const JsonValue& bin) {
  const auto* const object = std::get_if<JsonObject>(&bin.value);
  if (!object) return member_line("  ", "bin", path_of(bin));
  if (object->members().empty()) return "  \"bin\": {}";
  std::vector<std::string> lines;
  for (const auto& [name, path] : object->members()) {
    lines.push_back(member_line("    ", name, path_of(path)));
  }
  return fmt::format("  \"bin\": {{\n{}\n  }}", fmt::join(lines, ",\n"));
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view without(std::string_view path, std::string_view prefix) {
  return path.starts_with(prefix) ? path.substr(prefix.size()) : path;
}

/// The package managers in an archive of Node.js, as pnpm 11 leaves them out: their directories,
/// their commands in bin, and those at the top of the zip for Windows.
bool is_node_extra(std::string_view path) {
  const std::string_view modules = without(path, "lib/");
  if (modules.starts_with("node_modules/")) {
    const std::string_view rest = modules.substr(13);
    return is_one_of(rest.substr(0, rest.find('/')), {"npm", "corepack"});
  }
  if (path.starts_with("bin/")) return is_one_of(path.substr(4), {"npm", "npx", "corepack"});
  const std::size_t dot = path.find('.');
  const std::string_view suffix = dot == path.npos ? "" : path.substr(dot);
  return is_one_of(path.substr(0, dot), {"npm", "npx", "corepack"}) &&
         is_one_of(suffix, {"", ".cmd", ".ps1"});
}

bool is_zip(ByteView archive) {
  const std::string_view text = as_text(archive);
  return text.starts_with(kZipLocalMark) || text.starts_with(kZipEndMark);
}

/// Whether the path is absolute, or its `..` lead out of where it starts.
bool leaves(std::string_view path) {
  if (path.starts_with('/')) return true;
  int depth = 0;
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view segment = path.substr(start, end - start);
    if (segment == "..") --depth;
    if (!is_one_of(segment, {"", ".", ".."})) ++depth;
    if (depth < 0) return true;
    start = end + 1;
  }
  return false;
}

/// The path of a file after pnpm has unpacked it: backslashes are slashes.
std::string unpacked_path(std::string path) {
  std::replace(path.begin(), path.end(), '\\', '/');
  if (leaves(path)) {
    throw Error(fmt::format("entry {} would leave the package directory", quote(path)));
  }
  return resolved_path(path);
}

/// Orders paths by bytes, but a slash comes before all other bytes: directory by directory.
bool precedes(const Entry& a, const Entry& b) {
  const auto rank = [](char c) { return c == '/' ? 0 : static_cast<unsigned char>(c) + 1; };
  return std::ranges::lexicographical_compare(a.path, b.path, {}, rank, rank);
}

Unpacked unpack_zip(ByteView zip, const Runtime& runtime, std::uint64_t limit,
                    const PackageRules& rules) {
  const bool is_whole = runtime.prefix.empty();
  const std::string prefix = is_whole ? "" : unpacked_path(runtime.prefix + "/");
  const auto path_in_package = [&](std::string_view name) -> std::optional<std::string> {
    const std::string path = unpacked_path(std::string(name));
    if (!path.starts_with(prefix)) return std::nullopt;
    return path.substr(prefix.size());
  };
  Unpacked unpacked = unpack_zip_files(zip, limit, path_in_package);
  if (!is_whole && unpacked.entries.empty()) {
    throw Error(fmt::format("the zip has no directory {}", quote(runtime.prefix)));
  }
  unpacked.from_directory = true;
  for (Entry& entry : unpacked.entries) entry.mode = rules.zip_mode;
  std::ranges::sort(unpacked.entries, precedes);
  const auto is_module = [](const Entry& e) { return e.path.starts_with("node_modules/"); };
  if (!rules.zip_node_modules) std::erase_if(unpacked.entries, is_module);
  return unpacked;
}

Unpacked unpack_tarball(ByteView archive, Container container, std::uint64_t limit,
                        PackageRules rules) {
  rules.placeholder = false;
  return unpack(archive, container, limit, rules);
}

bool is_null(ByteView json) {
  std::string_view text = without(as_text(json), "\xef\xbb\xbf");
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start == text.npos) return false;
  return text.substr(start, text.find_last_not_of(" \t\r\n") + 1 - start) == "null";
}

void put_manifest(std::vector<Entry>& entries, std::string_view package_json) {
  const auto is_it = [](const Entry& entry) { return entry.path == kManifest; };
  const auto found = std::ranges::find_if(entries, is_it);
  const bool is_there = found != entries.end();
  if (is_there && !is_null(found->content)) return;
  Entry manifest{.path = std::string(kManifest), .mode = 0644, .content = as_bytes(package_json)};
  if (is_there) {
    *found = std::move(manifest);
  } else {
    entries.push_back(std::move(manifest));
  }
}

}  // namespace

Runtime make_runtime(std::string_view id, const JsonValue& bin, std::string prefix) {
  NameAndVersion known = split_id(id);
  std::string package_json =
      fmt::format("{{\n{},\n{},\n{}\n}}", member_line("  ", "name", known.name),
                  member_line("  ", "version", known.version), bin_lines(bin));
  if (package_json.size() > kMostManifest) throw Error("the bin of a runtime is too long");
  return {.name = std::move(known.name),
          .prefix = std::move(prefix),
          .package_json = std::move(package_json)};
}

Unpacked unpack_runtime(ByteView archive, const Runtime& runtime, Container container,
                        std::uint64_t limit, const PackageRules& rules) {
  if (!rules.runtimes) throw Error("a runtime cannot be installed before pnpm 10");
  Unpacked unpacked = is_zip(archive) ? unpack_zip(archive, runtime, limit, rules)
                                      : unpack_tarball(archive, container, limit, rules);
  const auto is_extra = [](const Entry& entry) { return is_node_extra(entry.path); };
  if (!rules.node_extras && runtime.name == "node") std::erase_if(unpacked.entries, is_extra);
  put_manifest(unpacked.entries, runtime.package_json);
  return unpacked;
}

}  // namespace cafs
