#pragma once
#include <optional>
#include <string_view>

namespace cafs {

/// Whether a version is in a range as pnpm 12 sees it, whose node-semver is a crate of Rust with a
/// grammar of its own: words that it cannot read count as absent, numbers may have zeros before
/// them, and words that exclude each other are alternatives. Nothing for a range on which it
/// panics, such as `=*` and `~x`.
std::optional<bool> satisfies_in_rust(std::string_view version, std::string_view range);

}  // namespace cafs
