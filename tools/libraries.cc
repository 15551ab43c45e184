#include "tools/libraries.h"

#include <archive.h>
#include <bzlib.h>
#include <fmt/format.h>
#include <libdeflate.h>
#include <openssl/opensslv.h>
#include <sqlite3.h>
#include <yaml.h>
#include <zstd.h>
#ifdef CAFS_STATIC
#include <lzma.h>
#include <zlib.h>
#endif

#include <CLI/Version.hpp>
#include <algorithm>
#include <boost/version.hpp>
#include <string_view>

namespace cafs::tools {

namespace {

/// The version in a number of three parts, each below `unit`.
std::string of_number(int number, int unit) {
  return fmt::format("{}.{}.{}", number / unit / unit, number / unit % unit, number % unit);
}

/// "1.0.8" of "1.0.8, 13-Jul-2019".
std::string before_comma(std::string_view text) {
  return std::string(text.substr(0, text.find(',')));
}

std::string of_boost() {
  std::string version = BOOST_LIB_VERSION;
  std::replace(version.begin(), version.end(), '_', '.');
  return version;
}

}  // namespace

std::vector<Library> libraries() {
  return {
      {"boost", of_boost()},
      {"bzip2", before_comma(BZ2_bzlibVersion())},
      {"cli11", CLI11_VERSION},
      {"fmt", of_number(FMT_VERSION, 100)},
      {"libarchive", of_number(archive_version_number(), 1000)},
      {"libdeflate", LIBDEFLATE_VERSION_STRING},
      {"libyaml", yaml_get_version_string()},
      {"openssl", OPENSSL_VERSION_STR},
      {"simdjson", CAFS_SIMDJSON_VERSION},
      {"sqlite", sqlite3_libversion()},
#ifdef CAFS_STATIC
      {"xz", lzma_version_string()},
      {"zlib", zlibVersion()},
#endif
      {"zstd", ZSTD_versionString()},
  };
}

}  // namespace cafs::tools
