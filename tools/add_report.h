#pragma once
#include <cstdint>
#include <string>

#include "cafs/add_many.h"

namespace cafs::tools {

/// An outcome as one line of JSON, for programs.
std::string json_report(const Request& request, const Outcome& outcome);

/// What became of all tarballs together.
struct AddTotal {
  std::size_t tarballs = 0;
  std::size_t failed = 0;  ///< of those
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  std::size_t new_files = 0;
  AddSeconds seconds;

  void count(const Outcome& outcome);
};

/// The total as one line of JSON.
std::string json_report(const AddTotal& total);

/// An addition as one line of text, for people.
std::string text_report(const Added& added);

/// The exit code that an outcome alone would give.
int exit_code(const Outcome& outcome);

}  // namespace cafs::tools
