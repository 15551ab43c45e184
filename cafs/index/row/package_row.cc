#include "cafs/index/row/package_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <variant>

#include "cafs/base/error.h"
#include "cafs/index/row/msg_value.h"
#include "cafs/index/row/msgpack.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

void append(MsgWriter& row, const JsonValue& value);

void append_object(MsgWriter& row, const JsonObject& object) {
  MsgKeys keys;
  keys.reserve(object.members().size());
  for (const auto& member : object.members()) keys.push_back(member.first);
  row.record(keys);
  for (const auto& member : object.members()) append(row, member.second);
}

struct Appender {
  MsgWriter& row;

  void operator()(std::nullptr_t) const { row.nil(); }
  void operator()(bool value) const { row.boolean(value); }
  void operator()(double value) const { row.number(value); }
  void operator()(const std::string& value) const { row.text(value); }
  void operator()(const JsonObject& object) const { append_object(row, object); }

  void operator()(const JsonValue::Array& items) const {
    row.array(items.size());
    for (const JsonValue& item : items) append(row, item);
  }
};

void append(MsgWriter& row, const JsonValue& value) { std::visit(Appender{row}, value.value); }

void append_file(MsgWriter& row, const FileRecord& file) {
  static const MsgKeys keys{"digest", "mode", "size"};
  constexpr double kNoMode = std::numeric_limits<double>::quiet_NaN();
  row.text(file.path);
  row.record(keys);
  row.text(file.digest.hex());
  row.number(file.mode ? static_cast<double>(*file.mode) : kNoMode);
  row.number(static_cast<double>(file.size));
}

constexpr std::string_view kSideEffects = "sideEffects";

/// What pnpm adds to the row of a package in use, besides side effects.
constexpr std::array<std::string_view, 2> kNotes{"remoteSideEffectsQuarantine", "tarIntegrity"};

/// Takes the member out of the object; nothing where it is not there, or absent to JavaScript.
std::optional<MsgValue> take(MsgObject& object, std::string_view key) {
  const auto found = std::find(object.keys->begin(), object.keys->end(), key);
  if (found == object.keys->end()) return std::nullopt;
  const auto at = found - object.keys->begin();
  MsgKeys keys = *object.keys;
  keys.erase(keys.begin() + at);
  object.keys = std::make_shared<const MsgKeys>(std::move(keys));
  MsgValue value = std::move(object.values[static_cast<std::size_t>(at)]);
  object.values.erase(object.values.begin() + at);
  return value.is_absent() ? std::nullopt : std::optional(std::move(value));
}

void put(MsgObject& object, std::string_view key, MsgValue value) {
  MsgKeys keys = *object.keys;
  keys.emplace_back(key);
  object.keys = std::make_shared<const MsgKeys>(std::move(keys));
  object.values.push_back(std::move(value));
}

MsgObject& object_of(MsgValue& value, MsgObject::Kind kind, std::string_view what) {
  MsgObject* const object = value.object();
  if (!object || object->kind != kind) throw Error(fmt::format("not a row: its {}", what));
  return *object;
}

/// Takes `checkedAt` out of the records of a map of files.
void drop_checked_at(MsgValue& files) {
  for (MsgValue& file : object_of(files, MsgObject::Kind::map, "files are no map").values) {
    take(object_of(file, MsgObject::Kind::record, "files have no records"), "checkedAt");
  }
}

/// A row without `checkedAt`.
MsgValue read_row(std::string_view row) {
  MsgValue value = decode_msg(row);
  MsgObject& package = object_of(value, MsgObject::Kind::record, "value is no record");
  MsgValue* const files = package.find("files");
  if (!files) throw Error("not a row: it has no files");
  drop_checked_at(*files);
  MsgValue* const effects = package.find(kSideEffects);
  if (!effects || effects->is_absent()) return value;
  for (MsgValue& effect :
       object_of(*effects, MsgObject::Kind::map, "side effects are no map").values) {
    MsgObject& difference =
        object_of(effect, MsgObject::Kind::record, "side effects have no records");
    MsgValue* const added = difference.find("added");
    if (added && !added->is_absent()) drop_checked_at(*added);
  }
  return value;
}

/// `value` with members sorted by name and without those that are undefined.
MsgValue normal(MsgValue value) {
  if (auto* const items = std::get_if<MsgValue::Array>(&value.value)) {
    for (MsgValue& item : *items) item = normal(std::move(item));
  }
  MsgObject* const object = value.object();
  if (!object) return value;
  const MsgKeys& keys = *object->keys;
  std::vector<std::size_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return keys[a] < keys[b]; });
  MsgKeys sorted;
  MsgObject result{.kind = object->kind, .keys = {}, .values = {}};
  for (const std::size_t i : order) {
    if (std::holds_alternative<MsgValue::Undefined>(object->values[i].value)) continue;
    sorted.push_back(keys[i]);
    result.values.push_back(normal(std::move(object->values[i])));
  }
  result.keys = std::make_shared<const MsgKeys>(std::move(sorted));
  return {std::move(result)};
}

std::string normal_text(MsgValue value) { return encode_msg(normal(std::move(value))); }

/// A row, and apart from it the members that pnpm added in use.
struct Row {
  MsgValue package;
  std::optional<MsgValue> effects;
  std::array<std::optional<MsgValue>, kNotes.size()> notes;
};

Row taken_apart(std::string_view bytes) {
  Row row{.package = read_row(bytes), .effects = {}, .notes = {}};
  MsgObject& package = *row.package.object();
  row.effects = take(package, kSideEffects);
  for (std::size_t i = 0; i < kNotes.size(); ++i) row.notes[i] = take(package, kNotes[i]);
  return row;
}

/// The side effects of rows, by platform.
using EffectsByPlatform = std::map<std::string, MsgValue>;

void add_side_effects(EffectsByPlatform& all, const std::optional<MsgValue>& effects) {
  if (!effects) return;
  const MsgObject& platforms = *effects->object();
  for (std::size_t i = 0; i < platforms.values.size(); ++i) {
    const std::string& platform = (*platforms.keys)[i];
    const MsgValue& difference = platforms.values[i];
    const auto [known, added] = all.try_emplace(platform, difference);
    if (added) continue;
    if (normal_text(known->second) != normal_text(difference)) {
      throw Error(fmt::format("different side effects for {}", quote(platform)));
    }
    if (encode_msg(difference) < encode_msg(known->second)) known->second = difference;
  }
}

MsgValue side_effects_value(EffectsByPlatform effects) {
  MsgKeys platforms;
  MsgObject map{.kind = MsgObject::Kind::map, .keys = {}, .values = {}};
  for (auto& effect : effects) {
    platforms.push_back(effect.first);
    map.values.push_back(std::move(effect.second));
  }
  map.keys = std::make_shared<const MsgKeys>(std::move(platforms));
  return {std::move(map)};
}

/// The note that one of the two has, or that both have alike.
std::optional<MsgValue> united_note(std::string_view name, std::optional<MsgValue> a,
                                    std::optional<MsgValue> b) {
  if (!a || !b) return a ? std::move(a) : std::move(b);
  if (normal_text(*a) != normal_text(*b)) throw Error(fmt::format("different {}", quote(name)));
  return encode_msg(*a) < encode_msg(*b) ? std::move(a) : std::move(b);
}

}  // namespace

std::string package_row(const PackageIndex& index, std::optional<bool> requires_prepare) {
  MsgWriter row;
  MsgKeys keys{"requiresBuild", "manifest", "algo", "files"};
  const bool tells_prepare = requires_prepare || index.from_directory;
  if (tells_prepare) keys.insert(keys.begin() + 1, "requiresPrepare");
  row.record(keys);
  row.boolean(index.requires_build);
  // Values that pnpm does not know, and a manifest without anything to bundle, are `undefined`
  // members.
  if (requires_prepare) row.boolean(*requires_prepare);
  if (tells_prepare && !requires_prepare) row.undefined();
  if (index.bundled) {
    append_object(row, *index.bundled);
  } else {
    row.undefined();
  }
  row.text("sha512");
  row.map(index.files.size());
  for (const FileRecord& file : index.files) append_file(row, file);
  return row.take();
}

bool same_row(std::string_view existing, std::string_view wanted) {
  if (existing == wanted) return true;
  try {
    return normal_text(taken_apart(existing).package) == normal_text(taken_apart(wanted).package);
  } catch (const Error&) {
    return false;
  }
}

std::string row_without_checked_at(std::string_view row) { return encode_msg(read_row(row)); }

std::string unite_rows(std::string_view a, std::string_view b) {
  Row first = taken_apart(a);
  Row second = taken_apart(b);
  if (normal_text(first.package) != normal_text(second.package)) throw Error("different contents");
  EffectsByPlatform effects;
  add_side_effects(effects, first.effects);
  add_side_effects(effects, second.effects);
  const bool first_is_less = encode_msg(first.package) < encode_msg(second.package);
  MsgValue united = std::move(first_is_less ? first.package : second.package);
  MsgObject& package = *united.object();
  if (!effects.empty()) put(package, kSideEffects, side_effects_value(std::move(effects)));
  for (std::size_t i = 0; i < kNotes.size(); ++i) {
    auto note = united_note(kNotes[i], std::move(first.notes[i]), std::move(second.notes[i]));
    if (note) put(package, kNotes[i], std::move(*note));
  }
  return encode_msg(united);
}

}  // namespace cafs
