#include "cafs/format/same_index.h"

#include <algorithm>
#include <string>
#include <vector>

#include "cafs/error.h"
#include "cafs/format/json.h"

namespace cafs {

namespace {

using Member = std::pair<std::string, JsonValue>;

/// A file may be called `checkedAt` or `sideEffects`: its record is an object, and deeper down.
bool is_addition(const Member& member, int depth) {
  if (member.first == "checkedAt") return std::holds_alternative<double>(member.second.value);
  return member.first == "sideEffects" && depth == 0;
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

std::string normal_text(std::string_view json) {
  std::string out;
  append_normal(out, parse_json(json), 0);
  return out;
}

}  // namespace

bool same_index(std::string_view existing, std::string_view wanted) {
  if (existing == wanted) return true;
  try {
    return normal_text(existing) == normal_text(wanted);
  } catch (const Error&) {
    return false;
  }
}

}  // namespace cafs
