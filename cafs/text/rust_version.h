#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cafs/text/semver_compare.h"

namespace cafs {

/// A version of a range as Rust's node-semver reads it: numbers that are absent, x or * are none.
struct RustPartial {
  std::optional<std::uint64_t> major;
  std::optional<std::uint64_t> minor;
  std::optional<std::uint64_t> patch;
  std::string prerelease;  ///< without the hyphen, which may be absent; without leading zeros
};

/// Takes one off the start of `text`; nothing, and `text` stays, where there is none.
std::optional<RustPartial> take_rust_partial(std::string_view& text);

/// Reads a whole version; zeros before numbers, and blanks behind a `v`, are admitted.
std::optional<Semver> rust_version(std::string_view text);

}  // namespace cafs
