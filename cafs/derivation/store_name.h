#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// `text` as part of a name that Nix accepts for a store path and for an output of a derivation.
/// Other characters become `_`, and a long text is cut. If something was changed, a hash of `text`
/// follows, so that different texts have different names.
std::string store_name(std::string_view text);

}  // namespace cafs
