#include "cafs/index/content_name.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>

namespace cafs {

namespace {

constexpr std::size_t kDigits = 126;  // without those of the shard

constexpr std::string_view kExecutableSuffix = "-exec";

std::byte hex_byte(const char* digits) {
  const auto value = [](char c) {
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  return static_cast<std::byte>(value(digits[0]) << 4 | value(digits[1]));
}

Digest digest_of_hex(std::string_view shard, std::string_view rest) {
  std::array<std::byte, 64> bytes{hex_byte(shard.data())};
  for (std::size_t i = 1; i < bytes.size(); ++i) bytes[i] = hex_byte(rest.data() + 2 * (i - 1));
  return Digest(bytes);
}

}  // namespace

// Without branches, which are unpredictable for hashes: a merge of rows checks 126 characters for
// each file.
bool is_hex(std::string_view text) {
  unsigned all = 1;
  for (const char c : text) {
    const unsigned digit = static_cast<unsigned char>(c - '0') < 10 ? 1 : 0;
    const unsigned letter = static_cast<unsigned char>(c - 'a') < 6 ? 1 : 0;
    all &= digit | letter;
  }
  return all != 0;
}

bool is_shard_name(std::string_view shard) { return shard.size() == 2 && is_hex(shard); }

const std::vector<std::string>& shard_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    all.reserve(256);
    for (int i = 0; i < 256; ++i) all.push_back(fmt::format("{:02x}", i));
    return all;
  }();
  return names;
}

std::string content_path(const Digest& digest, Executable executable) {
  std::string path = "files/" + digest.hex();
  path.insert(8, 1, '/');
  if (executable == Executable::yes) path += kExecutableSuffix;
  return path;
}

std::optional<ContentName> content_name(std::string_view shard, std::string_view name) {
  const bool executable = name.ends_with(kExecutableSuffix);
  if (executable) name.remove_suffix(kExecutableSuffix.size());
  if (!is_shard_name(shard) || name.size() != kDigits || !is_hex(name)) return std::nullopt;
  return ContentName{digest_of_hex(shard, name), static_cast<Executable>(executable)};
}

}  // namespace cafs
