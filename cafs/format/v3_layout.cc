#include "cafs/format/v3_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cafs/format/layout.h"

namespace cafs {

namespace {

constexpr std::string_view kSuffix = "-index.json";

}  // namespace

std::string v3_index_path(const Integrity& integrity) {
  const std::string hex = integrity.hex();
  return fmt::format("files/{}/{}{}", hex.substr(0, 2), hex.substr(2), kSuffix);
}

bool is_v3_index_name(std::string_view shard, std::string_view name) {
  constexpr std::array<std::size_t, 4> kDigits{40, 64, 96, 128};  // of sha1 to sha512
  if (!is_shard_name(shard) || !name.ends_with(kSuffix)) return false;
  const std::string_view rest = name.substr(0, name.size() - kSuffix.size());
  const bool known =
      std::find(kDigits.begin(), kDigits.end(), shard.size() + rest.size()) != kDigits.end();
  return known && rest.find_first_not_of("0123456789abcdef") == rest.npos;
}

}  // namespace cafs
