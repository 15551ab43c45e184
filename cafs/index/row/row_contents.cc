// Read without a tree, as indexes in JSON are: a merge reads thousands.
#include "cafs/index/row/row_contents.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/index/row/msgpack.h"
#include "cafs/text/js_number.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

using Type = MsgToken::Type;

Error bad_record(std::string_view path, std::string_view why) {
  return Error(fmt::format("the record of {} {}", quote(path), why));
}

class Reader {
 public:
  explicit Reader(std::string_view row) : row_(row) {}

  IndexContents read() {
    const MsgToken package = row_.next();
    if (package.type != Type::record) throw Error("not a row: it is no record");
    bool has_files = false;
    bool has_algorithm = false;
    for (const std::string& key : *package.keys) {
      if (key == "files") {
        has_files = true;
        read_files(row_.next());
      } else if (key == "sideEffects") {
        in_side_effects_ = true;
        read_side_effects(row_.next());
        in_side_effects_ = false;
      } else if (key == "requiresBuild") {
        read_requires_build(row_.next());
      } else if (key == "algo") {
        has_algorithm = true;
        check_algorithm(row_.next());
      } else {
        row_.skip();
      }
    }
    if (!has_files || !has_algorithm) throw Error("not a row: it has no files, or no algorithm");
    if (!row_.at_end()) throw Error("not a row: something follows it");
    return std::move(contents_);
  }

 private:
  static void check_algorithm(const MsgToken& name) {
    if (name.type != Type::text || name.text != "sha512") {
      throw Error(fmt::format("a row with digests by {}, not sha512", quote(name.text)));
    }
  }

  void read_requires_build(const MsgToken& value) {
    const bool is_nothing = value.type == Type::undefined || value.type == Type::nil;
    if (value.type != Type::boolean && !is_nothing)
      throw Error("not a row: requiresBuild is no boolean");
    contents_.requires_build = value.number != 0;
  }

  std::string_view read_name() {
    const MsgToken name = row_.next();
    if (name.type != Type::text) throw Error("not a row: a name is no text");
    return name.text;
  }

  void read_files(const MsgToken& files) {
    if (files.type != Type::map) throw Error("not a row: its files are no map");
    for (std::size_t i = 0; i < files.count; ++i) {
      const std::string_view path = read_name();
      read_file(row_.next(), path);
    }
  }

  void read_file(const MsgToken& file, std::string_view path) {
    if (file.type != Type::record) throw bad_record(path, "is none");
    IndexedFile result{.path = path,
                       .digest = {},
                       .executable = {},
                       .size = {},
                       .is_side_effect = in_side_effects_};
    bool has_digest = false;
    for (const std::string& key : *file.keys) {
      if (key == "digest") {
        result.digest = digest(row_.next(), path);
        has_digest = true;
      } else if (key == "mode") {
        const auto bits = exact_integer(number(row_.next(), path));
        result.executable = static_cast<Executable>(bits && (*bits & 0111) != 0);
      } else if (key == "size") {
        result.size = size(number(row_.next(), path));
      } else {
        contents_.has_checked_at |= key == "checkedAt";
        row_.skip();
      }
    }
    if (!has_digest) throw bad_record(path, "has no digest");
    contents_.files.push_back(result);
  }

  static Digest digest(const MsgToken& value, std::string_view path) {
    const std::string_view hex = value.text;
    const auto content =
        hex.size() > 2 ? content_name(hex.substr(0, 2), hex.substr(2)) : std::nullopt;
    if (!content || content->executable == Executable::yes) {
      throw bad_record(path, "has no sha512 digest");
    }
    return content->digest;
  }

  static double number(const MsgToken& value, std::string_view path) {
    if (value.type == Type::number) return value.number;
    throw bad_record(path, "has something other than a number");
  }

  static std::optional<std::uint64_t> size(double number) {
    const auto bytes = exact_integer(number);
    if (!bytes || number < 0) return std::nullopt;
    return static_cast<std::uint64_t>(*bytes);
  }

  /// The files that builds added, under the platform that they ran on.
  void read_side_effects(const MsgToken& platforms) {
    if (platforms.type == Type::undefined || platforms.type == Type::nil) return;
    if (platforms.type != Type::map) throw Error("not a row: its side effects are no map");
    for (std::size_t i = 0; i < platforms.count; ++i) {
      read_name();
      read_difference(row_.next());
    }
  }

  void read_difference(const MsgToken& difference) {
    if (difference.type != Type::record) throw Error("not a row: a side effect is no record");
    for (const std::string& key : *difference.keys) {
      if (key == "added") {
        read_added(row_.next());
      } else {
        row_.skip();
      }
    }
  }

  void read_added(const MsgToken& files) {
    if (files.type != Type::undefined && files.type != Type::nil) read_files(files);
  }

  MsgReader row_;
  IndexContents contents_;
  bool in_side_effects_ = false;
};

}  // namespace

IndexContents read_row_contents(std::string_view row) { return Reader(row).read(); }

}  // namespace cafs
