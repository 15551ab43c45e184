#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// `text` in double quotes, fit for one line of an error message: control characters and bytes that
/// are not UTF-8 are escaped, and a long text is cut in the middle.
std::string quote(std::string_view text);

}  // namespace cafs
