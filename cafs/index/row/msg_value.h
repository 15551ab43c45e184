#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cafs/index/row/msgpack.h"

namespace cafs {

struct MsgValue;

/// A value with members: a record, or a map. Records of one kind share their keys.
struct MsgObject {
  enum class Kind { record, map };

  Kind kind = Kind::record;
  std::shared_ptr<const MsgKeys> keys;
  std::vector<MsgValue> values;  ///< one for each key

  /// The member `key`, or null.
  MsgValue* find(std::string_view key);
  const MsgValue* find(std::string_view key) const;
};

/// A value in msgpackr's encoding, as JavaScript has it.
struct MsgValue {
  struct Undefined {
    bool operator==(const Undefined&) const = default;
  };
  using Array = std::vector<MsgValue>;
  std::variant<Undefined, std::nullptr_t, bool, double, std::string, Array, MsgObject> value;

  MsgObject* object() { return std::get_if<MsgObject>(&value); }
  const MsgObject* object() const { return std::get_if<MsgObject>(&value); }

  /// Whether it is absent to JavaScript: undefined or null.
  bool is_absent() const { return value.index() < 2; }
};

/// Reads one value that is all of `bytes`. Throws Error where `MsgReader` does, for two members of
/// one name, for names that are no text, and for values nested deeper than 1,100.
MsgValue decode_msg(std::string_view bytes);

/// The bytes that msgpackr would write for it.
std::string encode_msg(const MsgValue& value);

}  // namespace cafs
