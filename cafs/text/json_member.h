#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// Adds a member to a JSON object that is being written, and begins with its brace: `"key":"text"`,
/// after a comma unless it is the first. What is no UTF-8 in `text` is replaced.
void append_json_member(std::string& object, std::string_view key, std::string_view text);

/// The same, unless `text` is empty.
void append_if_given(std::string& object, std::string_view key, std::string_view text);

}  // namespace cafs
