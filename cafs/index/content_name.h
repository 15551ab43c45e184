#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/hash/hash.h"

namespace cafs {

enum class Executable : bool { no, yes };

/// The path in a store of a file with this digest, relative to the version's directory:
/// `files/XX/<126 hex>`, with `-exec` for an executable. The same bytes as both are two files. All
/// versions do so.
std::string content_path(const Digest& digest, Executable executable);

/// A content file, as a store names it.
struct ContentName {
  Digest digest;
  Executable executable = Executable::no;

  bool operator==(const ContentName&) const = default;
};

/// The content file that is called `name` in the directory `files/SHARD`; nothing for any other
/// name, such as that of a file which a crashed writer left.
std::optional<ContentName> content_name(std::string_view shard, std::string_view name);

/// Whether `shard` is the name of one of the 256 directories that content and indexes lie in.
bool is_shard_name(std::string_view shard);

/// These names, in order.
const std::vector<std::string>& shard_names();

/// Whether `text` has only lower-case hexadecimal digits, as all names by hashes have. An empty
/// text counts, too.
bool is_hex(std::string_view text);

}  // namespace cafs
