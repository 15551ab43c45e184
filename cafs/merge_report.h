#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "cafs/io/place.h"

namespace cafs {

/// What a merge did, or would do.
struct MergeReport {
  std::size_t fragments = 0;
  std::size_t packages = 0;
  std::size_t files = 0;                          ///< content files, each once
  std::uint64_t bytes = 0;                        ///< of those files
  std::size_t existed = 0;                        ///< of those files, in the store before
  std::array<std::size_t, kPlacements> placed{};  ///< of those files, by how they got there
  double reading_seconds = 0;
  double placing_seconds = 0;
  double publishing_seconds = 0;
};

}  // namespace cafs
