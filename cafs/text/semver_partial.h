#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/text/semver_compare.h"

namespace cafs {

/// A version in a range, such as `1.2.x`. The numbers end before the first part that is absent, x
/// or *.
struct PartialVersion {
  std::vector<std::uint64_t> numbers;
  std::string prerelease;              ///< only where there are three numbers
  bool has_number_behind_any = false;  ///< as `1.x.3` has

  std::uint64_t number(std::size_t index) const {
    return index < numbers.size() ? numbers[index] : 0;
  }
};

/// Reads a version in a range, which is all of `text` and has no build metadata. As in node-semver,
/// `v`, `=` and blanks may stand before it.
std::optional<PartialVersion> partial_version(std::string_view text);

/// The version with the number at `index` one greater and zeros behind it, as its lowest
/// prerelease.
Semver above(const PartialVersion& version, std::size_t index);

/// The version with zeros for absent numbers, and with this prerelease.
Semver lowest(const PartialVersion& version, std::string prerelease);

}  // namespace cafs
