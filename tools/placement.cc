#include "tools/placement.h"

#include <fmt/format.h>

#include "tools/command_line.h"

namespace cafs::tools {

Link link_of(const std::string& option, const std::string& text) {
  if (const auto link = link_named(text)) return *link;
  throw_usage(option + ": want auto, hardlink, reflink, copy or symlink, not '" + text + "'");
}

std::string placed_members(const std::array<std::size_t, kPlacements>& placed) {
  std::string out;
  for (std::size_t i = 0; i < kPlacements; ++i)
    out += fmt::format(R"(,"{}":{})", kPlaced[i], placed[i]);
  return out;
}

}  // namespace cafs::tools
