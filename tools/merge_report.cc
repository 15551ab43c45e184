#include "tools/merge_report.h"

#include <fmt/format.h>

namespace cafs::tools {

namespace {

/// What was placed, by Placement.
constexpr std::array<std::string_view, kPlacements> kPlaced{"hardlinked", "reflinked", "copied",
                                                            "symlinked"};

}  // namespace

std::string json_report(const MergeReport& report) {
  std::string out =
      fmt::format(R"({{"fragments":{},"packages":{},"files":{},"bytes":{},"existed":{})",
                  report.fragments, report.packages, report.files, report.bytes, report.existed);
  for (std::size_t i = 0; i < kPlacements; ++i) {
    out += fmt::format(R"(,"{}":{})", kPlaced[i], report.placed[i]);
  }
  out += fmt::format(R"(,"seconds":{{"reading":{:.6f},"placing":{:.6f},"publishing":{:.6f}}}}})",
                     report.reading_seconds, report.placing_seconds, report.publishing_seconds);
  return out;
}

std::string text_report(const MergeReport& report, const MergeCommand& command) {
  std::string out = fmt::format("{} packages of {} fragments: {} files, {} bytes", report.packages,
                                report.fragments, report.files, report.bytes);
  if (command.options.dry_run) return out + " would be merged";
  if (command.pack) return out + " packed";
  if (report.existed > 0) out += fmt::format(", {} there already", report.existed);
  for (std::size_t i = 0; i < kPlacements; ++i) {
    if (report.placed[i] > 0) out += fmt::format(", {} {}", report.placed[i], kPlaced[i]);
  }
  if (report.placed[static_cast<std::size_t>(Placement::symlink)] > 0) {
    out += "\npnpm needs package-import-method=copy to install from a store with symbolic links";
  }
  return out;
}

}  // namespace cafs::tools
