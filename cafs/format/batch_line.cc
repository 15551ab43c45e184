#include "cafs/format/batch_line.h"

#include <fmt/format.h>

#include "cafs/error.h"
#include "cafs/format/json.h"
#include "cafs/format/quote.h"

namespace cafs {

namespace {

const std::string& text_of(std::string_view key, const JsonValue& value) {
  if (const std::string* const text = value.string()) return *text;
  throw Error(fmt::format("malformed batch line: \"{}\" is not a string", key));
}

bool truth_of(std::string_view key, const JsonValue& value) {
  if (const bool* const truth = std::get_if<bool>(&value.value)) return *truth;
  throw Error(fmt::format("malformed batch line: \"{}\" is neither true nor false", key));
}

void take(BatchLine& line, const std::string& key, const JsonValue& value) {
  if (key == "tarball") {
    line.tarball = text_of(key, value);
  } else if (key == "id") {
    line.id = text_of(key, value);
  } else if (key == "integrity") {
    line.integrity = text_of(key, value);
  } else if (key == "gitHosted") {
    line.git_hosted = truth_of(key, value);
  } else {
    throw Error(fmt::format("malformed batch line: unknown member {}", quote(key)));
  }
}

JsonValue parse(std::string_view line) {
  try {
    return parse_json(line);
  } catch (const Error& e) {
    throw Error(fmt::format("malformed batch line: {}", e.what()));
  }
}

}  // namespace

BatchLine parse_batch_line(std::string_view line) {
  const JsonValue document = parse(line);
  const auto* const object = std::get_if<JsonObject>(&document.value);
  if (!object) throw Error("malformed batch line: want a JSON object");
  BatchLine result;
  for (const auto& [key, value] : object->members()) take(result, key, value);
  if (result.tarball.empty()) throw Error("malformed batch line: no \"tarball\"");
  if (result.tarball.find('\0') != std::string::npos)
    throw Error("malformed batch line: NUL in \"tarball\"");
  if (result.git_hosted && !result.id)
    throw Error("malformed batch line: a git-hosted package wants an \"id\"");
  return result;
}

}  // namespace cafs
