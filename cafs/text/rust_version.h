#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cafs/text/semver_compare.h"

namespace cafs {

/// A version in a range, as Rust's node-semver reads it. A number that is absent, x or * is
/// nullopt.
struct RustPartial {
  std::optional<std::uint64_t> major;
  std::optional<std::uint64_t> minor;
  std::optional<std::uint64_t> patch;
  std::string prerelease;  ///< without the hyphen, which may be absent; without leading zeros
};

/// Takes a partial version off the start of `text`. If there is none, returns nothing and leaves
/// `text` as it is.
std::optional<RustPartial> take_rust_partial(std::string_view& text);

/// Reads a complete version. Leading zeros, and blanks behind a `v`, are allowed.
std::optional<Semver> rust_version(std::string_view text);

}  // namespace cafs
