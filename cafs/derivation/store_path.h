#pragma once
#include <set>
#include <string>
#include <string_view>

#include "cafs/hash/hash.h"
#include "cafs/hash/integrity.h"

namespace cafs {

/// A Nix store, which knows the paths of what is in it. They depend on its directory, usually
/// `/nix/store`. The rules are those of Nix' manual, «Store Path Specification».
class NixStore {
 public:
  /// `directory` is absolute, and has no slash at its end.
  explicit NixStore(std::string directory) : directory_(std::move(directory)) {}

  /// Where a file of this text is, which refers to `references`, such as a derivation.
  std::string text_path(std::string_view name, std::string_view text,
                        const std::set<std::string>& references) const;

  /// Where a file is that is fetched by its hash.
  std::string fixed_path(std::string_view name, const Integrity& integrity) const;

  /// Where the output `out` of a derivation is whose text has this hash.
  std::string output_path(std::string_view name, const Hash& hash) const;

  /// The path in the store that `path` is, or is below; empty if it is elsewhere.
  std::string path_of(std::string_view path) const;

 private:
  std::string path(std::string_view type, const Hash& hash, std::string_view name) const;

  std::string directory_;
};

/// What the hash of a fixed output begins with, before its path: `fixed:out:sha512:<hex>:`.
std::string fixed_text(const Integrity& integrity);

/// What stands for the path of an output in its own derivation, until Nix knows it.
std::string output_placeholder(std::string_view output);

}  // namespace cafs
