#pragma once
#include <optional>
#include <string_view>

namespace cafs {

/// Whether a version is in a range to pnpm 12, whose node-semver is a Rust crate with a grammar of
/// its own: words that it cannot read count as absent, numbers may have leading zeros, and FROM and
/// TO are alternatives where `FROM - TO` is not readable as a span. Nothing for a range on which it
/// panics, such as `=*` and `~x`.
std::optional<bool> satisfies_in_rust(std::string_view version, std::string_view range);

}  // namespace cafs
