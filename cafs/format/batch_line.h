#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cafs {

/// One line of a batch: `{"tarball":"…","id":"…","integrity":"…","gitHosted":true}`, all but the
/// first optional.
struct BatchLine {
  std::string tarball;
  std::optional<std::string> id;
  std::optional<std::string> integrity;
  bool git_hosted = false;
};

/// Reads one line. Throws Error unless it is a JSON object with these members only, strings but for
/// the last, which is a boolean, a tarball that is not empty, and an id if it is git-hosted. (A
/// misspelt "integrity" must not mean "unchecked".)
BatchLine parse_batch_line(std::string_view line);

}  // namespace cafs
