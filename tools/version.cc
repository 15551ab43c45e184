#include "tools/version.h"

#include <fmt/format.h>

#include <string_view>

#include "cafs/hash/sha512_lanes.h"
#include "tools/libraries.h"

namespace cafs::tools {

namespace {

constexpr const char* kCommit = CAFS_COMMIT;  // empty where it is not known

std::string quoted(std::string_view plain) { return fmt::format(R"("{}")", plain); }

std::string kernels() {
  std::string names;
  for (const sha2::LaneKernel& kernel : sha2::usable_kernels()) {
    names += (names.empty() ? "" : ",") + quoted(kernel.name);
  }
  return names;
}

std::string library_versions() {
  std::string members;
  for (const Library& library : libraries()) {
    members +=
        fmt::format(R"({}"{}":"{}")", members.empty() ? "" : ",", library.name, library.version);
  }
  return members;
}

}  // namespace

std::string version_json() {
  const sha2::LaneKernel* const kernel = sha2::kernel_in_use();
  return fmt::format(
      R"({{"version":"{}","commit":{},"sha512":"{}","processor":{{"architecture":"{}","sha512":[{}]}},)"
      R"("libraries":{{{}}}}})",
      CAFS_VERSION, std::string_view(kCommit).empty() ? "null" : quoted(kCommit),
      kernel ? kernel->name : "none", CAFS_PROCESSOR, kernels(), library_versions());
}

}  // namespace cafs::tools
