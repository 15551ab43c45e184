#include "cafs/index/row/msg_value.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

using Type = MsgToken::Type;

constexpr int kDeepest = 1100;  // a package.json of 1,000, and the row around it

void check_distinct(const MsgKeys& keys) {
  std::vector<std::string_view> sorted(keys.begin(), keys.end());
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end()) {
    throw Error(fmt::format("not a row: it has two members {}", quote(*twice)));
  }
}

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : reader_(bytes) {}

  MsgValue decode() {
    MsgValue value = read(0);
    if (!reader_.at_end()) throw Error("not a row: something follows it");
    return value;
  }

 private:
  MsgValue read(int depth) {
    if (depth > kDeepest) throw Error(fmt::format("not a row: nested deeper than {}", kDeepest));
    MsgToken token = reader_.next();
    switch (token.type) {
      case Type::undefined:
        return {MsgValue::Undefined()};
      case Type::nil:
        return {nullptr};
      case Type::boolean:
        return {token.number != 0};
      case Type::number:
        return {token.number};
      case Type::text:
        return {std::string(token.text)};
      case Type::array:
        return {read_items(token.count, depth)};
      case Type::map:
        return {read_map(token.count, depth)};
      case Type::record:
        return {read_record(std::move(token.keys), depth)};
    }
    return {};
  }

  MsgValue::Array read_items(std::size_t count, int depth) {
    MsgValue::Array items;
    for (std::size_t i = 0; i < count; ++i) items.push_back(read(depth + 1));
    return items;
  }

  MsgObject read_map(std::size_t count, int depth) {
    MsgKeys keys;
    MsgObject map{.kind = MsgObject::Kind::map, .keys = {}, .values = {}};
    for (std::size_t i = 0; i < count; ++i) {
      const MsgToken key = reader_.next();
      if (key.type != Type::text) throw Error("not a row: a name is no text");
      keys.emplace_back(key.text);
      map.values.push_back(read(depth + 1));
    }
    check_distinct(keys);
    map.keys = std::make_shared<const MsgKeys>(std::move(keys));
    return map;
  }

  MsgObject read_record(std::shared_ptr<const MsgKeys> keys, int depth) {
    check_distinct(*keys);
    MsgValue::Array values = read_items(keys->size(), depth);
    return {.kind = MsgObject::Kind::record, .keys = std::move(keys), .values = std::move(values)};
  }

  MsgReader reader_;
};

void append(MsgWriter& out, const MsgValue& value);

struct Encoder {
  MsgWriter& out;

  void operator()(MsgValue::Undefined) const { out.undefined(); }
  void operator()(std::nullptr_t) const { out.nil(); }
  void operator()(bool value) const { out.boolean(value); }
  void operator()(double value) const { out.number(value); }
  void operator()(const std::string& value) const { out.text(value); }

  void operator()(const MsgValue::Array& items) const {
    out.array(items.size());
    for (const MsgValue& item : items) append(out, item);
  }

  void operator()(const MsgObject& object) const {
    const bool is_map = object.kind == MsgObject::Kind::map;
    if (is_map) {
      out.map(object.values.size());
    } else {
      out.record(*object.keys);
    }
    for (std::size_t i = 0; i < object.values.size(); ++i) {
      if (is_map) out.text((*object.keys)[i]);
      append(out, object.values[i]);
    }
  }
};

void append(MsgWriter& out, const MsgValue& value) { std::visit(Encoder{out}, value.value); }

}  // namespace

const MsgValue* MsgObject::find(std::string_view key) const {
  const auto found = std::find(keys->begin(), keys->end(), key);
  return found == keys->end() ? nullptr : &values[static_cast<std::size_t>(found - keys->begin())];
}

MsgValue* MsgObject::find(std::string_view key) {
  const auto found = std::find(keys->begin(), keys->end(), key);
  return found == keys->end() ? nullptr : &values[static_cast<std::size_t>(found - keys->begin())];
}

MsgValue decode_msg(std::string_view bytes) { return Decoder(bytes).decode(); }

std::string encode_msg(const MsgValue& value) {
  MsgWriter out;
  append(out, value);
  return out.take();
}

}  // namespace cafs
