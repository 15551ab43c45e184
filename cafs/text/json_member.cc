#include "cafs/text/json_member.h"

#include "cafs/text/json.h"
#include "cafs/text/utf8.h"

namespace cafs {

void append_json_member(std::string& object, std::string_view key, std::string_view text) {
  if (object.back() != '{') object += ',';
  object += '"';
  object += key;
  object += "\":";
  append_json_string(object, repair_utf8(text));
}

void append_if_given(std::string& object, std::string_view key, std::string_view text) {
  if (!text.empty()) append_json_member(object, key, text);
}

}  // namespace cafs
