#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/base/bytes.h"

namespace cafs {

/// Base64 (RFC 4648, standard alphabet, padded).
std::string to_base64(ByteView bytes);

/// The bytes that `text` encodes; nothing unless `text` is exactly what `to_base64` gives for them.
std::optional<std::vector<std::byte>> from_base64(std::string_view text);

}  // namespace cafs
