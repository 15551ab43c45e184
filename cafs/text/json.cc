// simdjson finds the structure; what JavaScript allows beyond it (numbers of any size, escapes that
// make lone surrogates, scalars at the top) is read from the raw tokens.
#include "cafs/text/json.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "cafs/base/error.h"
#include "cafs/text/js_number.h"
#include "cafs/text/json_token.h"
#include "cafs/text/utf8.h"

namespace cafs {

namespace {

std::optional<std::uint64_t> array_index(std::string_view key) {
  constexpr std::uint64_t kLast = 4294967294;
  if (key.empty() || key.size() > 10 || (key.front() == '0' && key.size() > 1)) return std::nullopt;
  std::uint64_t index = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  if (error != std::errc() || end != key.data() + key.size() || index > kLast) return std::nullopt;
  return index;
}

/// The escape of a character that JSON.stringify escapes, else nothing.
std::string escape(unsigned char byte) {
  switch (byte) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return byte < 0x20 ? fmt::format("\\u{:04x}", byte) : "";
  }
}

/// WTF-8 has lone surrogates as ed a0..bf xx, which is no UTF-8.
bool is_surrogate(std::string_view rest) {
  return rest.size() >= 3 && rest[0] == '\xed' && static_cast<unsigned char>(rest[1]) >= 0xA0;
}

std::string surrogate_escape(std::string_view rest) {
  const unsigned high = static_cast<unsigned char>(rest[1]) & 0x3F;
  const unsigned low = static_cast<unsigned char>(rest[2]) & 0x3F;
  return fmt::format("\\u{:04x}", 0xD000 | high << 6 | low);
}

struct Appender {
  std::string& out;

  void operator()(std::nullptr_t) const { out += "null"; }
  void operator()(bool value) const { out += value ? "true" : "false"; }
  void operator()(double value) const { out += number_text(value); }
  void operator()(const std::string& value) const { append_json_string(out, value); }

  void operator()(const JsonValue::Array& items) const {
    out += '[';
    for (const JsonValue& item : items) {
      if (&item != items.data()) out += ',';
      append_json(out, item);
    }
    out += ']';
  }

  void operator()(const JsonObject& object) const {
    out += '{';
    for (const auto& [key, item] : object.members()) {
      if (&key != &object.members().front().first) out += ',';
      append_json_string(out, key);
      out += ':';
      append_json(out, item);
    }
    out += '}';
  }
};

struct Truth {
  bool operator()(std::nullptr_t) const { return false; }
  bool operator()(bool value) const { return value; }
  bool operator()(double value) const { return value != 0 && !std::isnan(value); }
  bool operator()(const std::string& value) const { return !value.empty(); }
  bool operator()(const JsonValue::Array&) const { return true; }
  bool operator()(const JsonObject&) const { return true; }
};

namespace ondemand = simdjson::ondemand;

constexpr int kDeepest = 1000;

JsonValue read(ondemand::value value, int depth);

JsonValue read_array(ondemand::array array, int depth) {
  JsonValue::Array items;
  for (auto item : array) items.push_back(read(item.value(), depth + 1));
  return {std::move(items)};
}

JsonValue read_object(ondemand::object object, int depth) {
  JsonObject result;
  for (auto field : object) {
    std::string key = unescape_json(field.key().value().raw());
    result.set(std::move(key), read(field.value().value(), depth + 1));
  }
  result.sort();
  return {std::move(result)};
}

JsonValue read(ondemand::value value, int depth) {
  if (depth > kDeepest) throw bad_json(fmt::format("nested deeper than {}", kDeepest));
  switch (value.type()) {
    case ondemand::json_type::array:
      return read_array(value.get_array(), depth);
    case ondemand::json_type::object:
      return read_object(value.get_object(), depth);
    case ondemand::json_type::string:
      return {unescape_json(value.get_raw_json_string().value().raw())};
    default:
      return json_literal(value.raw_json_token());
  }
}

/// Reads `text`, which is the document in brackets: so a scalar at the top is like any other.
JsonValue read_only_item(std::string text) {
  ondemand::parser parser;
  text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
  ondemand::document document = parser.iterate(text);
  JsonValue::Array items;
  for (auto item : document.get_array()) items.push_back(read(item.value(), 0));
  if (items.size() != 1) throw bad_json("one value is wanted");
  if (!document.current_location().error()) throw bad_json("something follows the value");
  return std::move(items.front());
}

}  // namespace

JsonObject::JsonObject() = default;
JsonObject::JsonObject(const JsonObject& other) = default;
JsonObject::JsonObject(JsonObject&& other) noexcept = default;
JsonObject& JsonObject::operator=(const JsonObject& other) = default;
JsonObject& JsonObject::operator=(JsonObject&& other) noexcept = default;
JsonObject::~JsonObject() = default;

void JsonObject::set(std::string key, JsonValue value) {
  members_.emplace_back(std::move(key), std::move(value));
}

const JsonValue* JsonObject::find(std::string_view key) const {
  const auto is_it = [&](const auto& member) { return member.first == key; };
  const auto found = std::find_if(members_.begin(), members_.end(), is_it);
  return found == members_.end() ? nullptr : &found->second;
}

/// Whether sort() has nothing to do, as in most texts: no key looks like an array index, and none
/// is repeated. May be false for a long object that is in order.
bool JsonObject::is_sorted() const {
  constexpr std::size_t kFew = 32;
  const auto key = [&](std::size_t i) -> const std::string& { return members_[i].first; };
  bool ascends = true;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    if (!key(i).empty() && key(i).front() >= '0' && key(i).front() <= '9') return false;
    ascends = ascends && (i == 0 || key(i - 1) < key(i));
    if (!ascends && members_.size() > kFew) return false;
    for (std::size_t j = 0; !ascends && j < i; ++j) {
      if (key(j) == key(i)) return false;
    }
  }
  return true;
}

void JsonObject::sort() {
  if (is_sorted()) return;
  std::vector<std::size_t> order(members_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto key = [&](std::size_t i) -> const std::string& { return members_[i].first; };
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) < key(b); });
  // Of a run of equal keys the first gives the place, the last the value.
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < order.size();) {
    std::size_t last = i;
    while (last + 1 < order.size() && key(order[last + 1]) == key(order[i])) ++last;
    if (last != i) members_[order[i]].second = std::move(members_[order[last]].second);
    kept.push_back(order[i]);
    i = last + 1;
  }
  std::sort(kept.begin(), kept.end());
  std::stable_sort(kept.begin(), kept.end(),
                   [&](auto a, auto b) { return precedes_as_property(key(a), key(b)); });
  std::vector<std::pair<std::string, JsonValue>> sorted;
  sorted.reserve(kept.size());
  for (const std::size_t i : kept) sorted.push_back(std::move(members_[i]));
  members_ = std::move(sorted);
}

const JsonValue* JsonValue::find(std::string_view key) const {
  const auto* const object = std::get_if<JsonObject>(&value);
  return object ? object->find(key) : nullptr;
}

bool JsonValue::truthy() const { return std::visit(Truth{}, value); }

void append_json(std::string& out, const JsonValue& value) {
  std::visit(Appender{out}, value.value);
}

void append_json_string(std::string& out, std::string_view text) {
  const auto is_plain = [](unsigned char c) {
    return c >= 0x20 && c != '"' && c != '\\' && c != 0xED;
  };
  out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (is_plain(byte)) {
      const std::size_t start = i;
      while (i + 1 < text.size() && is_plain(static_cast<unsigned char>(text[i + 1]))) ++i;
      out += text.substr(start, i + 1 - start);
    } else if (is_surrogate(text.substr(i))) {
      out += surrogate_escape(text.substr(i));
      i += 2;
    } else {
      out += byte == 0xED ? "\xED" : escape(byte);
    }
  }
  out += '"';
}

bool precedes_as_property(std::string_view a, std::string_view b) {
  const auto first = array_index(a);
  if (!first) return false;
  const auto second = array_index(b);
  return !second || *first < *second;
}

JsonValue parse_json(std::string_view text) {
  try {
    return read_only_item(fmt::format("[{}]", text));
  } catch (const simdjson::simdjson_error& e) {
    if (e.error() == simdjson::MEMALLOC) throw std::bad_alloc();
    throw bad_json(e.what());
  }
}

}  // namespace cafs
