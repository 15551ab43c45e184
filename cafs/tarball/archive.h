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

/// The path of a zip's member in the package; nothing for a member that is left out.
using ZipPath = std::function<std::optional<std::string>(std::string_view name)>;

/// The files of a zip in its order, under the paths that `path_of` gives for their names. Of
/// several files with one path the last counts. A symbolic link becomes a file that holds its
/// target. Throws Error for bytes that are no zip.
Unpacked unpack_zip_files(ByteView zip, std::uint64_t limit, const ZipPath& path_of);

}  // namespace cafs
