#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// What a lockfile calls a package: `name@version`, `name@runtime:version`,
/// `name@registry:version`, a URL or `file:path`.
class PackageId {
 public:
  /// Of a key of the lockfile, `name@URL` or `name@file:path`, it is the part after the name, as it
  /// is to pnpm. Before the version of a package from a named registry (pnpm 11.20 and later)
  /// stands the registry's name: a letter, then letters, digits and `_.-`, but none of pnpm's own
  /// prefixes, such as `npm` and `git`. Such a key is the id as a whole. Throws Error for what no
  /// lockfile has: nothing, bytes that are not UTF-8, control characters, neither `@` nor `:` in
  /// it, and more than fits into the name of any index file (211 bytes).
  static PackageId parse(std::string_view text);

  const std::string& text() const { return text_; }

  /// As part of a file name: each of `\ / : * ? " < > |` is `+`. pnpm 10 does not know the names of
  /// registries, and drops the name of the package before one: `registry+version`.
  std::string file_name() const;

  bool operator==(const PackageId&) const = default;

 private:
  explicit PackageId(std::string_view text) : text_(text) {}

  std::string text_;
};

}  // namespace cafs
