#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace cafs {

/// A member of a tar archive to be written.
struct TarMember {
  std::string_view path;  ///< a directory's ends with a slash
  bool executable = false;
  std::uint64_t size = 0;  ///< in bytes, below 8 GiB
  std::int64_t time = 0;   ///< seconds since 1970, not negative
};

/// The bytes before a member's content: a ustar header (POSIX.1-2001). If the path is longer than
/// the header's field, a pax header with the path comes first. Owner and group are 0, the mode is
/// 0444, or 0555 for directories and executables. Throws Error for a size or time that does not
/// fit.
std::string tar_member_header(const TarMember& member);

/// The number of zeros after content of this size.
std::size_t tar_padding(std::uint64_t size);

/// The end of an archive: two blocks of zeros.
std::string tar_end();

}  // namespace cafs
