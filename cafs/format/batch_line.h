#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cafs {

/// One line of a batch: `{"tarball":"…","id":"…","integrity":"…"}`, the last two optional.
struct BatchLine {
  std::string tarball;
  std::optional<std::string> id;
  std::optional<std::string> integrity;
};

/// Reads one line. Throws Error unless it is a JSON object with these members only, all strings,
/// and a tarball that is not empty. (A misspelt "integrity" must not mean "unchecked".)
BatchLine parse_batch_line(std::string_view line);

}  // namespace cafs
