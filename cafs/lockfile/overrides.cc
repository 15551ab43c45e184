#include "cafs/lockfile/overrides.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/hash/integrity.h"
#include "cafs/lockfile/package_key.h"
#include "cafs/text/json.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

constexpr std::string_view kWanted =
    R"(want {"ID": {"src": "PATH", "integrity": "sha512-…"}, …}, with src, integrity or both)";

Error malformed(std::string_view id) {
  return Error(fmt::format("the override of {}: {}", quote(id), kWanted));
}

void check_integrity(std::string_view id, const std::string& integrity) {
  try {
    Integrity::parse(integrity);
  } catch (const Error& e) {
    throw Error(fmt::format("the override of {}: {}", quote(id), e.what()));
  }
}

Override override_of(std::string_view id, const JsonValue& value) {
  const auto* const object = std::get_if<JsonObject>(&value.value);
  if (!object || object->members().empty()) throw malformed(id);
  Override found;
  for (const auto& [name, member] : object->members()) {
    if (name == "integrity" && std::holds_alternative<std::nullptr_t>(member.value)) continue;
    const std::string* const text = member.string();
    if (!text || text->empty() || (name != "src" && name != "integrity")) throw malformed(id);
    (name == "src" ? found.src : found.integrity) = *text;
  }
  if (!found.integrity.empty()) check_integrity(id, found.integrity);
  return found;
}

}  // namespace

Overrides parse_overrides(std::string_view json) {
  const JsonValue value = parse_json(json);
  const auto* const object = std::get_if<JsonObject>(&value.value);
  if (!object) throw Error(std::string(kWanted));
  Overrides overrides;
  for (const auto& [id, member] : object->members()) overrides[id] = override_of(id, member);
  return overrides;
}

const Override* find_override(const Overrides& overrides, std::string_view id,
                              std::string_view key) {
  auto found = overrides.find(id);
  if (found == overrides.end()) found = overrides.find(key);
  return found == overrides.end() ? nullptr : &found->second;
}

void check_overrides(const Overrides& overrides, const Lockfile& lockfile) {
  for (const auto& [name, override] : overrides) {
    const auto is_it = [&wanted = name](const LockedPackage& package) {
      return package.key == wanted || id_of(package) == wanted;
    };
    if (std::none_of(lockfile.packages.begin(), lockfile.packages.end(), is_it)) {
      throw Error(fmt::format("has no {}, for which there is an override", name));
    }
  }
}

}  // namespace cafs
