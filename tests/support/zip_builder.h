#pragma once
#include <string>

namespace cafs::tests {

/// A zip archive of one stored file, its name marked as UTF-8 or not.
std::string zip_of(const std::string& name, const std::string& content, bool utf8_mark);

/// The same as a zip64: its end record only refers to the zip64 end record.
std::string zip64_of(const std::string& name, const std::string& content);

/// Adds a comment to a zip that has none.
std::string with_comment(const std::string& zip, const std::string& comment);

}  // namespace cafs::tests
