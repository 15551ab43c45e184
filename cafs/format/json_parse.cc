// simdjson finds the structure; what JavaScript allows beyond it (numbers of any size, escapes that
// make lone surrogates, scalars at the top) is read from the raw tokens.
#include <fmt/format.h>
#include <simdjson.h>

#include "cafs/error.h"
#include "cafs/format/json.h"
#include "cafs/format/json_token.h"

namespace cafs {

namespace {

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

JsonValue parse_json(std::string_view text) {
  try {
    return read_only_item(fmt::format("[{}]", text));
  } catch (const simdjson::simdjson_error& e) {
    if (e.error() == simdjson::MEMALLOC) throw std::bad_alloc();
    throw bad_json(e.what());
  }
}

}  // namespace cafs
