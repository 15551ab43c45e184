#pragma once
#include <map>
#include <string>
#include <vector>

namespace cafs::tests {

struct PackedMember {
  std::string path;  ///< a directory's ends with a slash
  std::string content;
};

/// The members of a packed store, in their order.
std::vector<PackedMember> members_of(const std::string& file);

/// The content of the members that are files, by path.
std::map<std::string, std::string> packed_files(const std::string& file);

}  // namespace cafs::tests
