#pragma once
#include <string>

#include "tools/merge_command.h"

namespace cafs::tools {

/// What a merge did, as one line of JSON, for programs.
std::string json_report(const MergeReport& report);

/// What it did, as text for people.
std::string text_report(const MergeReport& report, const MergeCommand& command);

}  // namespace cafs::tools
