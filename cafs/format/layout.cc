#include "cafs/format/layout.h"

#include <fmt/format.h>

#include "cafs/error.h"
#include "cafs/format/quote.h"

namespace cafs {

namespace {

constexpr std::size_t kIndexDigits = 64;
constexpr std::size_t kLongestName = 255;  // of a file on Linux

}  // namespace

std::string content_path(const Digest& digest, Executable executable) {
  const std::string hex = digest.hex();
  const std::string_view suffix = executable == Executable::yes ? "-exec" : "";
  return fmt::format("files/{}/{}{}", hex.substr(0, 2), hex.substr(2), suffix);
}

std::string index_path(const Integrity& integrity, const PackageId& id) {
  const std::string hex = integrity.hex().substr(0, kIndexDigits);
  const std::string file = fmt::format("{}-{}.json", hex.substr(2), id.file_name());
  if (file.size() > kLongestName) {
    throw Error(
        fmt::format("package id {} is too long for the name of an index file", quote(id.text())));
  }
  return fmt::format("index/{}/{}", hex.substr(0, 2), file);
}

}  // namespace cafs
