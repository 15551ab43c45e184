#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace cafs {

struct JsonValue;

/// The members of a JSON object in JavaScript's order: keys that are array indexes first and
/// ascending, then the others as they first occurred; a repeated key keeps its last value.
class JsonObject {
 public:
  // Defined where JsonValue is complete.
  JsonObject();
  JsonObject(const JsonObject& other);
  JsonObject(JsonObject&& other) noexcept;
  JsonObject& operator=(const JsonObject& other);
  JsonObject& operator=(JsonObject&& other) noexcept;
  ~JsonObject();

  void set(std::string key, JsonValue value);

  /// The value under `key`, or null.
  const JsonValue* find(std::string_view key) const;

  const std::vector<std::pair<std::string, JsonValue>>& members() const { return members_; }

  /// Puts the members into JavaScript's order, once all are set.
  void sort();

 private:
  bool is_sorted() const;

  std::vector<std::pair<std::string, JsonValue>> members_;
};

/// A value as JavaScript's JSON.parse gives it. Strings are UTF-8, or WTF-8 where an escape made a
/// lone surrogate; numbers are doubles.
struct JsonValue {
  using Array = std::vector<JsonValue>;
  std::variant<std::nullptr_t, bool, double, std::string, Array, JsonObject> value;

  /// The member `key` if this is an object that has it, else null.
  const JsonValue* find(std::string_view key) const;

  /// The string if this is one, else null.
  const std::string* string() const { return std::get_if<std::string>(&value); }

  /// Whether JavaScript takes it for true.
  bool truthy() const;
};

/// JSON.parse: strict JSON, any value at the top. Throws Error with the cause for anything else,
/// and for values nested deeper than 1,000.
JsonValue parse_json(std::string_view text);

/// Adds JSON.stringify(value) to `out`.
void append_json(std::string& out, const JsonValue& value);

/// Adds `text` (UTF-8 or WTF-8) as a JSON string with the escapes of JSON.stringify.
void append_json_string(std::string& out, std::string_view text);

/// JavaScript's order of property names: those that are array indexes ("0" to "4294967294", no
/// leading zero) first and ascending, the others as they were created. Whether `a` comes before `b`
/// by that rule alone; a stable sort by it gives the order.
bool precedes_as_property(std::string_view a, std::string_view b);

}  // namespace cafs
