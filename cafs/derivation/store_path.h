#pragma once
#include <set>
#include <string>
#include <string_view>

#include "cafs/hash/hash.h"
#include "cafs/hash/integrity.h"

namespace cafs {

/// A Nix store, which computes the paths of its files. They depend on its directory, usually
/// `/nix/store`. The rules are those of Nix' manual, «Store Path Specification».
class NixStore {
 public:
  /// `directory` is absolute, and has no slash at its end.
  explicit NixStore(std::string directory) : directory_(std::move(directory)) {}

  /// The path of a file with this text, such as a derivation, that refers to `references`.
  std::string text_path(std::string_view name, std::string_view text,
                        const std::set<std::string>& references) const;

  /// The path of a file that is fetched by its hash.
  std::string fixed_path(std::string_view name, const Integrity& integrity) const;

  /// The path of the output `out` of a derivation whose text has this hash.
  std::string output_path(std::string_view name, const Hash& hash) const;

  /// The store path that `path` is or lies below; empty if `path` is elsewhere.
  std::string path_of(std::string_view path) const;

 private:
  std::string path(std::string_view type, const Hash& hash, std::string_view name) const;

  std::string directory_;
};

/// The text that is hashed for a fixed output, up to its path: `fixed:out:sha512:<hex>:`.
std::string fixed_text(const Integrity& integrity);

/// The placeholder for the path of an output in its own derivation, until Nix knows the path.
std::string output_placeholder(std::string_view output);

}  // namespace cafs
