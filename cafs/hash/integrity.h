#pragma once
#include <string>
#include <string_view>

#include "cafs/hash/hash.h"

namespace cafs {

/// The hash that a tarball's bytes must have, in the form of Subresource Integrity:
/// `sha512-<base64>`. A store keys its package indexes by it.
class Integrity {
 public:
  /// Reads one `algorithm-base64`, with or without `?options`, which are dropped.
  /// Throws Error for anything else, several hashes included: pnpm 10 refuses those too.
  static Integrity parse(std::string_view text);

  /// `text`, with `sha512-` before it if it is bare base64.
  static std::string with_algorithm(const std::string& text);

  /// The SHA-512 integrity of `bytes`.
  static Integrity of(ByteView bytes) { return from_sha512(sha512(bytes)); }

  /// The integrity of bytes that have this SHA-512.
  static Integrity from_sha512(const Digest& digest) { return {HashAlgorithm::sha512, digest}; }

  HashAlgorithm algorithm() const { return algorithm_; }

  /// The hash in lower-case hexadecimal.
  std::string hex() const { return hash_.hex(); }

  /// `algorithm-base64`.
  std::string text() const;

  /// Throws IntegrityMismatch, naming both, unless `actual` is this hash.
  void check(const Hash& actual) const;

  bool operator==(const Integrity&) const = default;

 private:
  Integrity(HashAlgorithm algorithm, const Hash& hash) : algorithm_(algorithm), hash_(hash) {}

  HashAlgorithm algorithm_;
  Hash hash_;
};

}  // namespace cafs
