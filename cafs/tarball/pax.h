#pragma once
#include <cstddef>
#include <optional>
#include <string>

#include "cafs/base/bytes.h"
#include "cafs/tarball/package_rules.h"

namespace cafs {

/// What pnpm takes from a pax extended header for the next entry.
struct PaxRecords {
  std::string path;            ///< without its first segment; empty when none was given
  std::optional<double> size;  ///< in bytes, not negative
};

enum class PaxScope { next_entry, archive };

/// Reads the records of the pax header whose data start at `offset` of `tar` and are `length` long,
/// as pnpm 10 does: of several `path` records the last counts, and a record is as long as it says,
/// even past the end of its header. Throws Error for a length or size that is no number, and for a
/// path or size in a global header. Where the rules are strict, also for a record that does not end
/// inside its header and with a newline, and for a size that JavaScript does not have exactly.
PaxRecords read_pax(ByteView tar, std::size_t offset, std::size_t length, PaxScope scope,
                    const PackageRules& rules = {});

}  // namespace cafs
