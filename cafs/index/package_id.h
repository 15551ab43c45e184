#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// What a lockfile calls a package: `name@version`, `name@runtime:version`,
/// `name@registry:version`, a URL or `file:path`.
class PackageId {
 public:
  /// The id is the part after the name if `text` is a key `name@URL` or `name@file:path` of the
  /// lockfile, as it is to pnpm. In the key of a package from a named registry (pnpm 11.20 and
  /// later) the registry's name stands before the version: a letter, then letters, digits and
  /// `_.-`, but none of pnpm's own prefixes, such as `npm` and `git`. Such a key is the id as a
  /// whole. Throws Error for a text that no lockfile has: empty, with bytes that are not UTF-8 or
  /// control characters, or with neither `@` nor `:` in it.
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
