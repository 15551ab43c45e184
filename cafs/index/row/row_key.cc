#include "cafs/index/row/row_key.h"

#include <fmt/format.h>

#include "cafs/base/error.h"

namespace cafs {

namespace {

constexpr std::size_t kLengthSize = 4;

}  // namespace

std::string row_key(const Integrity& integrity, const PackageId& id) {
  return fmt::format("{}\t{}", integrity.text(), id.text());
}

std::array<std::string, 2> git_hosted_row_keys(const PackageId& id) {
  return {id.text() + "\tbuilt", id.text() + "\tnot-built"};
}

std::string row_path(std::string_view key) {
  const std::string hex = hash(HashAlgorithm::sha256, as_bytes(key)).hex();
  return fmt::format("index/{}/{}", hex.substr(0, 2), hex.substr(2));
}

std::string row_text(std::string_view key, std::string_view row) {
  std::string content;
  content.reserve(kLengthSize + key.size() + row.size());
  for (std::size_t i = 0; i < kLengthSize; ++i) {
    content += static_cast<char>(key.size() >> 8 * i & 0xFF);
  }
  content += key;
  content += row;
  return content;
}

KeyedRow keyed_row(std::string_view content) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < kLengthSize && i < content.size(); ++i) {
    length |= std::size_t{static_cast<unsigned char>(content[i])} << 8 * i;
  }
  if (content.size() < kLengthSize || length > content.size() - kLengthSize) {
    throw Error("not a file of one row: it is cut off");
  }
  const std::string_view rest = content.substr(kLengthSize);
  return {.key = rest.substr(0, length), .row = rest.substr(length)};
}

}  // namespace cafs
