// simdjson reads in place, without a tree: a merge reads some thousands of these, and keeps the
// files that they name, not their text.
#include "cafs/index/index_contents.h"

#include <fmt/format.h>
#include <simdjson.h>

#include "cafs/base/error.h"
#include "cafs/text/base64.h"
#include "cafs/text/js_number.h"
#include "cafs/text/json_token.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

namespace ondemand = simdjson::ondemand;

static_assert(kJsonPadding >= simdjson::SIMDJSON_PADDING);

constexpr int kDeepest = 1000;

using Member = simdjson::simdjson_result<ondemand::field>;

/// A member's key as it is written, without the quotes.
std::string_view raw_key(Member& member) {
  const char* const start = member.key().value().raw();
  const char* end = start;
  while (*end != '"') end += *end == '\\' ? 2 : 1;
  return {start, static_cast<std::size_t>(end - start)};
}

ondemand::value value_of(Member& member) { return member.value().value(); }

void check_string(std::string_view raw) {
  if (raw.find('\\') != raw.npos) unescape_json(raw.data());
}

void check(ondemand::value value, int depth);

void check_members(ondemand::object object, int depth) {
  for (auto member : object) {
    check_string(raw_key(member));
    check(value_of(member), depth + 1);
  }
}

/// Whether a key as it is written means `name`.
bool is_key(std::string_view raw, std::string_view name) {
  if (raw == name) return true;
  return raw.find('\\') != raw.npos && unescape_json(raw.data()) == name;
}

/// Checks a value of no interest, so that invalid JSON is found wherever it is.
void check(ondemand::value value, int depth) {
  if (depth > kDeepest) throw bad_json(fmt::format("nested deeper than {}", kDeepest));
  switch (value.type()) {
    case ondemand::json_type::array:
      for (auto item : value.get_array()) check(item.value(), depth + 1);
      return;
    case ondemand::json_type::object:
      return check_members(value.get_object(), depth);
    case ondemand::json_type::string:
      unescape_json(value.get_raw_json_string().value().raw());
      return;
    default:
      json_literal(value.raw_json_token());
  }
}

Error bad_record(std::string_view path, std::string_view why) {
  return Error(fmt::format("the record of {} {}", quote(path), why));
}

/// A number, or nothing for null.
std::optional<double> number(ondemand::value value, std::string_view path) {
  const JsonValue read = json_literal(value.raw_json_token());
  if (std::holds_alternative<std::nullptr_t>(read.value)) return std::nullopt;
  if (const auto* const found = std::get_if<double>(&read.value)) return *found;
  throw bad_record(path, "has something other than a number");
}

Digest digest(ondemand::value value, std::string_view path) {
  constexpr std::string_view kPrefix = "sha512-";
  const std::string_view token = value.raw_json_token();
  const std::string_view text = token.substr(1, token.find('"', 1) - 1);
  if (token.front() == '"' && text.starts_with(kPrefix)) {
    // This takes the string off the input. Otherwise simdjson would take it for a key if a colon
    // follows, and not check the text after the colon.
    static_cast<void>(value.get_raw_json_string().value());
    const auto bytes = from_base64(text.substr(kPrefix.size()));
    if (bytes && bytes->size() == hash_size(HashAlgorithm::sha512)) return Digest(*bytes);
  }
  throw bad_record(path, "has no sha512 integrity");
}

/// JavaScript's `mode & 0o111`.
Executable executable(std::optional<double> mode) {
  const auto bits = mode ? exact_integer(*mode) : std::nullopt;
  return static_cast<Executable>(bits && (*bits & 0111) != 0);
}

std::optional<std::uint64_t> size(std::optional<double> size) {
  const auto bytes = size ? exact_integer(*size) : std::nullopt;
  if (!bytes || *size < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*bytes);
}

class Reader {
 public:
  explicit Reader(SideEffects side_effects) : side_effects_(side_effects) {}

  IndexContents read(ondemand::object index) {
    for (auto member : index) {
      const std::string_view key = raw_key(member);
      if (is_key(key, "files")) {
        has_files_ = true;
        read_files(value_of(member).get_object());
      } else if (is_key(key, "sideEffects")) {
        in_side_effects_ = true;
        read_side_effects(value_of(member).get_object());
        in_side_effects_ = false;
      } else if (is_key(key, "requiresBuild")) {
        contents_.requires_build = json_literal(value_of(member).raw_json_token()).truthy();
      } else {
        check_string(key);
        check(value_of(member), 1);
      }
    }
    if (!has_files_) throw Error("not a package index: it has no files");
    return std::move(contents_);
  }

 private:
  void read_files(ondemand::object files) {
    for (auto member : files) {
      const std::string_view path = raw_key(member);
      check_string(path);
      read_record(value_of(member).get_object(), path);
    }
  }

  void read_record(ondemand::object record, std::string_view path) {
    IndexedFile file{.path = path,
                     .digest = {},
                     .executable = {},
                     .size = {},
                     .is_side_effect = in_side_effects_};
    bool has_digest = false;
    for (auto member : record) {
      const std::string_view key = raw_key(member);
      if (is_key(key, "integrity")) {
        file.digest = digest(value_of(member), path);
        has_digest = true;
      } else if (is_key(key, "mode")) {
        file.executable = executable(number(value_of(member), path));
      } else if (is_key(key, "size")) {
        file.size = size(number(value_of(member), path));
      } else {
        contents_.has_checked_at |= is_key(key, "checkedAt");
        check_string(key);
        check(value_of(member), 2);
      }
    }
    if (!has_digest) throw bad_record(path, "has no sha512 integrity");
    contents_.files.push_back(file);
  }

  /// Side effects, by the platform that the build ran on.
  void read_side_effects(ondemand::object platforms) {
    for (auto member : platforms) {
      check_string(raw_key(member));
      ondemand::object effects = value_of(member).get_object();
      if (side_effects_ == SideEffects::all_files) {
        read_files(effects);
      } else {
        read_difference(effects);
      }
    }
  }

  void read_difference(ondemand::object difference) {
    for (auto part : difference) {
      if (is_key(raw_key(part), "added")) {
        read_files(value_of(part).get_object());
      } else {
        check_string(raw_key(part));
        check(value_of(part), 2);
      }
    }
  }

  SideEffects side_effects_;
  IndexContents contents_;
  bool has_files_ = false;
  bool in_side_effects_ = false;
};

}  // namespace

IndexContents read_index_contents(std::string_view json, SideEffects side_effects) {
  thread_local ondemand::parser parser;
  try {
    ondemand::document document =
        parser.iterate(simdjson::padded_string_view(json, json.size() + kJsonPadding));
    IndexContents contents = Reader(side_effects).read(document.get_object());
    if (!document.current_location().error()) throw bad_json("something follows the value");
    return contents;
  } catch (const simdjson::simdjson_error& e) {
    if (e.error() == simdjson::MEMALLOC) throw std::bad_alloc();
    if (e.error() == simdjson::INCORRECT_TYPE) throw Error("not a package index of pnpm 9 or 10");
    throw bad_json(e.what());
  }
}

}  // namespace cafs
