#pragma once
#include <string>
#include <string_view>

namespace cafs::tests {

/// One member of an archive under test. Numeric fields are written as given.
struct TarMember {
  std::string name;
  std::string content = {};
  char type = '0';
  std::string mode = "000644 ";
  std::string size = {};  ///< empty: that of the content
  std::string prefix = {};
  std::string checksum = {};  ///< empty: the right one
};

/// The header and the padded data of a member.
std::string tar_member(const TarMember& member);

/// The end of an archive.
std::string tar_end();

/// A pax extended header with this record data.
std::string pax_header(std::string_view records, char type = 'x');

/// "length keyword=value\n" with the right length.
std::string pax_record(std::string_view keyword, std::string_view value);

/// `content` as one gzip member.
std::string gzipped(std::string_view content);

/// A gzipped tarball of `package/package.json` with this text and `package/index.js`.
std::string simple_tarball(std::string_view package_json);

}  // namespace cafs::tests
