#pragma once
#include <string>

#include "cafs/add_many.h"

namespace cafs::tools {

/// An outcome as one line of JSON, for programs.
std::string json_report(const Request& request, const Outcome& outcome);

/// An addition as one line of text, for people.
std::string text_report(const Added& added);

/// The exit code that an outcome alone would give.
int exit_code(const Outcome& outcome);

}  // namespace cafs::tools
