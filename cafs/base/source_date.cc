#include "cafs/base/source_date.h"

#include <charconv>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>

#include "cafs/base/error.h"

namespace cafs {

namespace {

constexpr std::int64_t kEndOfYear9999 = 253402300799;

}  // namespace

std::optional<std::int64_t> source_date_epoch() {
  const char* const value = std::getenv("SOURCE_DATE_EPOCH");
  if (!value || !*value) return std::nullopt;
  const std::string_view text = value;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  if (!is_number || seconds < 0 || seconds > kEndOfYear9999)
    throw Error("SOURCE_DATE_EPOCH is no number of seconds: " + std::string(text));
  return seconds;
}

}  // namespace cafs
