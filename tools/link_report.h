#pragma once
#include <string>

#include "cafs/link/link.h"

namespace cafs::tools {

/// What `cafs link` did, as a line of JSON.
std::string json_report(const LinkReport& report);

/// The same for people, with a line for each package whose scripts did not run.
std::string text_report(const LinkReport& report, bool is_dry_run);

/// Writes, as JSON, what follows from the lockfile, the settings and the stores alone, so that
/// equal trees have equal files: which packages have scripts, each after those that it depends on,
/// which ones find projects by links, and the commands of the root. Makes the directory of `path`
/// if it is missing. Throws std::system_error.
void write_tree_report(const std::string& path, const LinkReport& report);

}  // namespace cafs::tools
