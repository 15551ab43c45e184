#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cafs {

/// The names of an object's members, in their order.
using MsgKeys = std::vector<std::string>;

/// Writes the bytes that msgpackr 2 writes, with records and pnpm 11's settings. A JavaScript
/// object is a record, whose list of keys is written the first time only, under one of 64 slots; a
/// Map is a map.
class MsgWriter {
 public:
  void nil() { out_ += '\xc0'; }
  void undefined();
  void boolean(bool value) { out_ += value ? '\xc3' : '\xc2'; }

  /// Writes an integer if the number is one of 32 bits, else a float of 64 bits.
  void number(double number);

  /// `text` is UTF-8 or WTF-8. In a text of 64 UTF-16 code units or more, lone surrogates become
  /// U+FFFD.
  void text(std::string_view text);

  /// The items follow.
  void array(std::size_t size);

  /// The members follow, each a text and a value.
  void map(std::size_t size);

  /// The values follow.
  void record(const MsgKeys& keys);

  /// All that was written. Throws Error where that is more than 512 MiB.
  std::string take();

 private:
  using Slots = std::map<MsgKeys, unsigned char>;

  void big_endian(std::uint64_t value, int bytes);
  void sized(std::size_t size, unsigned char fixed, std::size_t most_fixed, unsigned char wide);
  void define(const MsgKeys& keys);

  std::string out_;
  Slots slots_;
  std::vector<Slots::iterator> ring_;  // by slot
  std::size_t defined_ = 0;
  std::size_t compared_ = 0;
};

/// The head of a value: all of it, or the number of values that follow.
struct MsgToken {
  enum class Type { nil, undefined, boolean, number, text, array, map, record };

  Type type = Type::nil;
  double number = 0;                      ///< of a boolean: 0 or 1
  std::string_view text;                  ///< in the bytes that are read
  std::size_t count = 0;                  ///< items of an array, members of a map or record
  std::shared_ptr<const MsgKeys> keys{};  ///< of a record: names of the values that follow
};

/// Reads msgpackr's bytes, whoever wrote them. Throws Error for bytes that end too early, for a
/// type that no pnpm writes, and for an unknown slot.
class MsgReader {
 public:
  explicit MsgReader(std::string_view bytes) : bytes_(bytes) {}

  /// The next head. A count is never larger than what is left to read.
  MsgToken next();

  /// Passes over the next value and all in it.
  void skip();

  bool at_end() const { return at_ == bytes_.size(); }

 private:
  std::string_view take(std::size_t size);
  std::uint64_t big_endian(int bytes);
  MsgToken text(std::size_t size);
  MsgToken sized(MsgToken::Type type, std::size_t count);
  MsgToken plain();
  MsgToken extension();
  MsgToken record(unsigned char slot);
  MsgToken wide(unsigned char head);
  void define(unsigned char slot);

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::vector<std::shared_ptr<const MsgKeys>> slots_{64};
};

}  // namespace cafs
