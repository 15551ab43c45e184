#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// `text` as part of a name that Nix takes for a store path and for an output of a derivation: what
/// it does not take becomes `_`, and what is long is cut. Where something was changed, a hash of
/// `text` follows, so that different texts have different names.
std::string store_name(std::string_view text);

}  // namespace cafs
