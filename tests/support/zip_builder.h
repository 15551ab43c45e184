#pragma once
#include <string>

namespace cafs::tests {

/// A zip archive of one stored file, its name marked as UTF-8 or not.
std::string zip_of(const std::string& name, const std::string& content, bool utf8_mark);

}  // namespace cafs::tests
