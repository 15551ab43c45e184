#pragma once
#include <cstdint>
#include <optional>

namespace cafs {

/// SOURCE_DATE_EPOCH, by which reproducible builds agree on the time: seconds since 1970. Nothing
/// where it is not set, or empty. Throws Error where it is no number, or lies after the year 9999.
std::optional<std::int64_t> source_date_epoch();

}  // namespace cafs
