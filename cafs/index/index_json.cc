#include "cafs/index/index_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "cafs/base/error.h"
#include "cafs/text/json.h"
#include "cafs/text/json_token.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

constexpr std::size_t kRecordSize = 160;  // of a typical record, to reserve

/// The records as a JavaScript object would list them.
std::vector<const FileRecord*> in_property_order(const std::vector<FileRecord>& files) {
  std::vector<const FileRecord*> records;
  records.reserve(files.size());
  for (const FileRecord& file : files) {
    if (file.path != "__proto__") records.push_back(&file);
  }
  std::stable_sort(records.begin(), records.end(), [](const auto* a, const auto* b) {
    return precedes_as_property(a->path, b->path);
  });
  return records;
}

void append_identity(std::string& out, std::string_view key,
                     const std::optional<JsonValue>& value) {
  if (!value) return;
  out += fmt::format(R"("{}":)", key);
  append_json(out, *value);
  out += ',';
}

void append_record(std::string& out, const FileRecord& record) {
  append_json_string(out, record.path);
  out += R"(:{"integrity":"sha512-)";
  out += record.digest.base64();
  out += R"(","mode":)";
  out += record.mode ? fmt::format_int(*record.mode).str() : "null";
  out += R"(,"size":)";
  out += fmt::format_int(record.size).str();
  out += '}';
}

using Member = std::pair<std::string, JsonValue>;

constexpr std::string_view kSideEffects = "sideEffects";

/// A file may be called `checkedAt`: its record is an object.
bool is_checked_at(const Member& member) {
  return member.first == "checkedAt" && std::holds_alternative<double>(member.second.value);
}

/// A file may be called `sideEffects`: it stands deeper down.
bool is_addition(const Member& member, int depth) {
  return is_checked_at(member) || (member.first == kSideEffects && depth == 0);
}

/// Adds `value` with the members of objects sorted by key and without what pnpm adds in use.
void append_normal(std::string& out, const JsonValue& value, int depth) {
  const auto* const object = std::get_if<JsonObject>(&value.value);
  if (!object) return append_json(out, value);
  std::vector<const Member*> members;
  for (const Member& member : object->members()) {
    if (!is_addition(member, depth)) members.push_back(&member);
  }
  std::sort(members.begin(), members.end(), [](auto* a, auto* b) { return a->first < b->first; });
  out += '{';
  for (const Member* const member : members) {
    append_json_string(out, member->first);
    out += ':';
    append_normal(out, member->second, depth + 1);
    out += ',';
  }
  out += '}';
}

std::string normal_text(const JsonValue& value, int depth = 0) {
  std::string out;
  append_normal(out, value, depth);
  return out;
}

/// `value` without the members of objects for which `drop` says so.
JsonValue without(const JsonValue& value, bool (*drop)(const Member&, int), int depth = 0) {
  const auto* const object = std::get_if<JsonObject>(&value.value);
  if (!object) return value;
  JsonObject kept;
  for (const Member& member : object->members()) {
    if (!drop(member, depth)) kept.set(member.first, without(member.second, drop, depth + 1));
  }
  return {std::move(kept)};
}

bool checked_at(const Member& member, int /*depth*/) { return is_checked_at(member); }

std::string text(const JsonValue& value) {
  std::string out;
  append_json(out, value);
  return out;
}

/// The side effects of an index, by platform, as text.
using EffectsByPlatform = std::map<std::string, std::string>;

void add_side_effects(EffectsByPlatform& all, const JsonValue& index) {
  const JsonValue* const value = index.find(kSideEffects);
  const auto* const object = value ? std::get_if<JsonObject>(&value->value) : nullptr;
  if (!object) return;
  for (const auto& [platform, difference] : object->members()) {
    const JsonValue bare = without(difference, checked_at);
    const auto [known, added] = all.try_emplace(platform, text(bare));
    if (added) continue;
    if (normal_text(parse_json(known->second), 1) != normal_text(bare, 1)) {
      throw Error(fmt::format("different side effects for {}", quote(platform)));
    }
    known->second = std::min(known->second, text(bare));
  }
}

void append_side_effects(std::string& index, const EffectsByPlatform& effects) {
  if (effects.empty()) return;
  index.pop_back();
  char separator = '{';
  index += fmt::format(",\"{}\":", kSideEffects);
  for (const auto& [platform, difference] : effects) {
    index += separator;
    append_json_string(index, platform);
    index += ':' + difference;
    separator = ',';
  }
  index += "}}";
}

}  // namespace

std::string index_json(const PackageIndex& index) {
  std::string out;
  out.reserve(kRecordSize * (index.files.size() + 1));
  out += '{';
  append_identity(out, "name", index.name);
  append_identity(out, "version", index.version);
  out += fmt::format(R"("requiresBuild":{},"files":{{)", index.requires_build);
  bool first = true;
  for (const FileRecord* const record : in_property_order(index.files)) {
    if (!first) out += ',';
    append_record(out, *record);
    first = false;
  }
  out += "}}";
  return out;
}

bool same_index(std::string_view existing, std::string_view wanted) {
  if (existing == wanted) return true;
  try {
    return normal_text(parse_json(existing)) == normal_text(parse_json(wanted));
  } catch (const Error&) {
    return false;
  }
}

std::string without_checked_at(std::string_view json) {
  return text(without(parse_json(json), checked_at));
}

std::string unite_indexes(std::string_view a, std::string_view b) {
  const JsonValue first = parse_json(a);
  const JsonValue second = parse_json(b);
  if (normal_text(first) != normal_text(second)) throw Error("different contents");
  EffectsByPlatform effects;
  add_side_effects(effects, first);
  add_side_effects(effects, second);
  std::string united =
      std::min(text(without(first, is_addition)), text(without(second, is_addition)));
  append_side_effects(united, effects);
  return united;
}

std::string json_text(const IndexName& /*name*/, const PackageIndex& index, bool /*git_hosted*/) {
  return index_json(index);
}

std::string json_path(std::string_view written) {
  const bool has_escapes = written.find('\\') != written.npos;
  return has_escapes ? unescape_json(written.data()) : std::string(written);
}

}  // namespace cafs
