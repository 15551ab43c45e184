#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "cafs/io/place.h"

namespace cafs::tools {

/// What reports call placed files, by Placement.
inline constexpr std::array<std::string_view, kPlacements> kPlaced{"hardlinked", "reflinked",
                                                                   "copied", "symlinked"};

/// The link that the argument of an option names. Throws a usage error for another text.
Link link_of(const std::string& option, const std::string& text);

/// How many files each placement has, as members of a JSON object, each after a comma.
std::string placed_members(const std::array<std::size_t, kPlacements>& placed);

}  // namespace cafs::tools
