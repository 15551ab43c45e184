#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// Adds the member `"key":"text"` to a JSON object that is being written and begins with its brace.
/// A comma comes first, unless it is the first member. Invalid UTF-8 in `text` is replaced.
void append_json_member(std::string& object, std::string_view key, std::string_view text);

/// The same, unless `text` is empty.
void append_if_given(std::string& object, std::string_view key, std::string_view text);

}  // namespace cafs
