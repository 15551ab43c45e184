#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/hash/hash.h"

namespace cafs {

enum class Executable : bool { no, yes };

/// Where a store keeps a file with this digest, relative to the version's directory:
/// `files/XX/<126 hex>`, with `-exec` for an executable. The same bytes as both are two files. It
/// is so in every version.
std::string content_path(const Digest& digest, Executable executable);

/// A content file, as a store names it.
struct ContentName {
  Digest digest;
  Executable executable = Executable::no;

  bool operator==(const ContentName&) const = default;
};

/// The content file that is called `name` in the directory `files/SHARD`; nothing for the name of
/// anything else, such as what a crashed writer left.
std::optional<ContentName> content_name(std::string_view shard, std::string_view name);

/// Whether `shard` is the name of one of the 256 directories that content and indexes lie in.
bool is_shard_name(std::string_view shard);

/// These names, in order.
const std::vector<std::string>& shard_names();

/// Whether these are digits of lower-case hexadecimal, as all names by hashes are; none are, too.
bool is_hex(std::string_view text);

}  // namespace cafs
