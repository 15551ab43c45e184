#include "cafs/format/package_row.h"

#include <limits>
#include <variant>

#include "cafs/format/msgpack.h"

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

}  // namespace

std::string package_row(const PackageIndex& index, std::optional<bool> requires_prepare) {
  MsgWriter row;
  MsgKeys keys{"requiresBuild", "manifest", "algo", "files"};
  if (requires_prepare) keys.insert(keys.begin() + 1, "requiresPrepare");
  row.record(keys);
  row.boolean(index.requires_build);
  if (requires_prepare) row.boolean(*requires_prepare);
  // Without anything to bundle pnpm writes a member all the same, of the value `undefined`.
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

}  // namespace cafs
