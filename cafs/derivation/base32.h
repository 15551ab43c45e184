#pragma once
#include <string>

#include "cafs/base/bytes.h"

namespace cafs {

/// The digits that Nix writes hashes in: base 32 without e, o, t and u, the last five bits first.
std::string nix_base32(ByteView bytes);

}  // namespace cafs
