#include "cafs/text/json_text.h"

namespace cafs {

std::string text_in(const JsonValue& object, std::string_view key) {
  const JsonValue* const member = object.find(key);
  const std::string* const text = member ? member->string() : nullptr;
  return text ? *text : "";
}

}  // namespace cafs
