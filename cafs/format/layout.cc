#include "cafs/format/layout.h"

#include <fmt/format.h>

namespace cafs {

namespace {

constexpr std::size_t kIndexDigits = 64;

}  // namespace

std::string content_path(const Digest& digest, Executable executable) {
  const std::string hex = digest.hex();
  const std::string_view suffix = executable == Executable::yes ? "-exec" : "";
  return fmt::format("files/{}/{}{}", hex.substr(0, 2), hex.substr(2), suffix);
}

std::string index_path(const Integrity& integrity, const PackageId& id) {
  const std::string hex = integrity.hex().substr(0, kIndexDigits);
  return fmt::format("index/{}/{}-{}.json", hex.substr(0, 2), hex.substr(2), id.file_name());
}

}  // namespace cafs
