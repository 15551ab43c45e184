#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cafs/base/bytes.h"
#include "cafs/tarball/container.h"
#include "cafs/tarball/package_rules.h"

namespace cafs {

/// Reads with libarchive the containers that `unpack` does not read itself: a zip, and a tar that
/// is compressed with bzip2, xz or zstd (or twice). See there.
Unpacked unpack_archive(ByteView package, std::uint64_t limit, const PackageRules& rules = {});

/// The same for a tar that is compressed.
Unpacked unpack_compressed_tar(ByteView package, std::uint64_t limit, const PackageRules& rules);

/// Where a member of a zip belongs; nothing where it is left out.
using ZipPath = std::function<std::optional<std::string>(std::string_view name)>;

/// The files of a zip in its order, under the paths that `path_of` tells for their names; of
/// several with one path the last counts. A symbolic link is a file that holds its target. Throws
/// Error for what is no zip.
Unpacked unpack_zip_files(ByteView zip, std::uint64_t limit, const ZipPath& path_of);

}  // namespace cafs
