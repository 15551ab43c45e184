#pragma once
#include <string>

namespace cafs::tests {

/// A zip archive of one stored file, its name marked as UTF-8 or not.
std::string zip_of(const std::string& name, const std::string& content, bool utf8_mark);

/// The same as a zip64: its end says nothing but where the wide end is.
std::string zip64_of(const std::string& name, const std::string& content);

/// A zip that has no comment, with one.
std::string with_comment(const std::string& zip, const std::string& comment);

}  // namespace cafs::tests
