#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/text/semver_compare.h"

namespace cafs {

/// A version of a range, such as `1.2.x`. A part that is absent, x or * is not among the numbers,
/// nor are those behind it.
struct PartialVersion {
  std::vector<std::uint64_t> numbers;
  std::string prerelease;              ///< only where there are three numbers
  bool has_number_behind_any = false;  ///< as `1.x.3` has

  std::uint64_t number(std::size_t index) const {
    return index < numbers.size() ? numbers[index] : 0;
  }
};

/// Reads a version of a range, all of `text`, which has no build metadata. As node-semver does it,
/// `v`, `=` and blanks may stand before it.
std::optional<PartialVersion> partial_version(std::string_view text);

/// The version with the number at `index` one greater, and zeros behind it; before any prerelease
/// of it.
Semver above(const PartialVersion& version, std::size_t index);

/// The version with zeros in the place of what is absent, and this prerelease.
Semver lowest(const PartialVersion& version, std::string prerelease);

}  // namespace cafs
