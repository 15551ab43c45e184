#include <fmt/format.h>

#include <bit>

#include "cafs/base/error.h"
#include "cafs/index/row/msgpack.h"

namespace cafs {

namespace {

using Type = MsgToken::Type;

constexpr unsigned char kFirstSlot = 0x40;
constexpr unsigned char kLastSlot = 0x7f;

Error bad_msgpack(std::string_view why) { return Error(fmt::format("not a row: {}", why)); }

MsgToken number_token(double number) {
  return {.type = Type::number, .number = number, .text = {}};
}

}  // namespace

std::string_view MsgReader::take(std::size_t size) {
  if (size > bytes_.size() - at_) throw bad_msgpack("it is cut off");
  const std::string_view taken = bytes_.substr(at_, size);
  at_ += size;
  return taken;
}

std::uint64_t MsgReader::big_endian(int bytes) {
  std::uint64_t value = 0;
  for (const char c : take(static_cast<std::size_t>(bytes))) {
    value = value << 8 | static_cast<unsigned char>(c);
  }
  return value;
}

MsgToken MsgReader::text(std::size_t size) { return {.type = Type::text, .text = take(size)}; }

// Every item, key and value takes at least a byte.
MsgToken MsgReader::sized(Type type, std::size_t count) {
  const std::size_t least = type == Type::map ? 2 : 1;
  if (count > (bytes_.size() - at_) / least) throw bad_msgpack("it is cut off");
  return {.type = type, .text = {}, .count = count};
}

/// The next head, which is neither a record nor the definition of one: those could be nested.
MsgToken MsgReader::plain() {
  const char head = at_end() ? '\0' : bytes_[at_];
  if (head == '\xd4' || (head & 0xC0) == kFirstSlot) throw bad_msgpack("a record among keys");
  return next();
}

/// The definition of a record, after its slot: its keys follow.
void MsgReader::define(unsigned char slot) {
  const MsgToken list = plain();
  if (list.type != Type::array) throw bad_msgpack("a record has no list of keys");
  MsgKeys keys;
  for (std::size_t i = 0; i < list.count; ++i) {
    const MsgToken key = plain();
    if (key.type != Type::text) throw bad_msgpack("a key is no text");
    keys.emplace_back(key.text);
  }
  slots_[slot - kFirstSlot] = std::make_shared<const MsgKeys>(std::move(keys));
}

MsgToken MsgReader::record(unsigned char slot) {
  const auto& keys = slots_[slot - kFirstSlot];
  if (!keys) throw bad_msgpack(fmt::format("slot {:#x} is not defined", slot));
  MsgToken token = sized(Type::record, keys->size());
  token.keys = keys;
  return token;
}

MsgToken MsgReader::extension() {
  const auto type = static_cast<unsigned char>(take(1).front());
  const auto data = static_cast<unsigned char>(take(1).front());
  if (type == 0) return {.type = Type::undefined, .text = {}};
  if (type != 'r' || data < kFirstSlot || data > kLastSlot) throw bad_msgpack("unknown extension");
  define(data);
  return record(data);
}

/// Reads a value with a size or number behind its head.
MsgToken MsgReader::wide(unsigned char head) {
  switch (head) {
    case 0xca:
      return number_token(std::bit_cast<float>(static_cast<std::uint32_t>(big_endian(4))));
    case 0xcb:
      return number_token(std::bit_cast<double>(big_endian(8)));
    case 0xcc:
    case 0xcd:
    case 0xce:
    case 0xcf:
      return number_token(static_cast<double>(big_endian(1 << (head - 0xcc))));
    case 0xd0:
      return number_token(static_cast<std::int8_t>(big_endian(1)));
    case 0xd1:
      return number_token(static_cast<std::int16_t>(big_endian(2)));
    case 0xd2:
      return number_token(static_cast<std::int32_t>(big_endian(4)));
    case 0xd3:
      return number_token(static_cast<double>(static_cast<std::int64_t>(big_endian(8))));
    case 0xd4:
      return extension();
    case 0xd9:
    case 0xda:
    case 0xdb:
      return text(big_endian(1 << (head - 0xd9)));
    case 0xdc:
    case 0xdd:
      return sized(Type::array, big_endian(2 << (head - 0xdc)));
    case 0xde:
    case 0xdf:
      return sized(Type::map, big_endian(2 << (head - 0xde)));
    default:
      throw bad_msgpack(fmt::format("unknown type {:#x}", head));
  }
}

MsgToken MsgReader::next() {
  const auto head = static_cast<unsigned char>(take(1).front());
  if (head < kFirstSlot) return number_token(head);
  if (head <= kLastSlot) return record(head);
  if (head < 0x90) return sized(Type::map, head & 0x0F);
  if (head < 0xa0) return sized(Type::array, head & 0x0F);
  if (head < 0xc0) return text(head & 0x1F);
  if (head >= 0xe0) return number_token(static_cast<std::int8_t>(head));
  if (head == 0xc0) return {.type = Type::nil, .text = {}};
  if (head == 0xc2 || head == 0xc3) {
    return {.type = Type::boolean, .number = static_cast<double>(head & 1), .text = {}};
  }
  return wide(head);
}

void MsgReader::skip() {
  for (std::uint64_t pending = 1; pending > 0; --pending) {
    const MsgToken token = next();
    pending += token.type == Type::map ? 2 * token.count : token.count;
  }
}

}  // namespace cafs
