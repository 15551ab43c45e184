#pragma once
#include <string>
#include <vector>

#include "cafs/index/store_version.h"

namespace cafs::tests {

struct SampleFile {
  std::string path;
  std::string content;
  bool executable = false;
};

/// Adds a package of these files to the store at `root`, made if need be, and returns the path of
/// its index below `v10`. Packages of one id have one index path.
std::string add_package(const std::string& root, const std::string& id,
                        const std::vector<SampleFile>& files);

/// The path below `v10` of the content file that has this content.
std::string path_of_content(const std::string& content, bool executable = false);

/// Inserts `text` before the last brace of the JSON file at `path`.
void add_to_json(const std::string& path, const std::string& text);

}  // namespace cafs::tests
