#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cafs/base/bytes.h"

namespace cafs {

/// The hash functions that an integrity may name.
enum class HashAlgorithm { sha1, sha256, sha384, sha512 };

/// The name in an integrity: "sha512".
std::string_view name(HashAlgorithm algorithm);

/// The algorithm of that name; nothing for a name that pnpm's stores do not know.
std::optional<HashAlgorithm> hash_algorithm(std::string_view name);

/// Length of the hash in bytes: 20, 32, 48 or 64.
std::size_t hash_size(HashAlgorithm algorithm);

/// A hash of up to 64 bytes.
class Hash {
 public:
  Hash() = default;

  /// `bytes` are at most 64.
  explicit Hash(ByteView bytes);

  ByteView bytes() const { return {bytes_.data(), size_}; }

  /// Lower-case hexadecimal digits, two a byte.
  std::string hex() const;

  /// Base64 with padding.
  std::string base64() const;

  bool operator==(const Hash&) const = default;

 private:
  std::array<std::byte, 64> bytes_{};
  std::size_t size_ = 0;
};

/// The hash of `content`.
Hash hash(HashAlgorithm algorithm, ByteView content);

/// The MD5 of `text` in the digits of RFC 4648's base32, lower-case, without padding: 26 of them.
/// pnpm 9 shortens names with it.
std::string md5_base32(std::string_view text);

/// The SHA-512 of a file's content, which names its content file in every pnpm store.
using Digest = Hash;
inline Digest sha512(ByteView content) { return hash(HashAlgorithm::sha512, content); }

/// The eight words of SHA-512 between two blocks.
using Sha512State = std::array<std::uint64_t, 8>;

/// The digest of a final state.
Digest sha512_from_state(const Sha512State& state);

/// Updates the state with whole blocks of 128 bytes.
void sha512_blocks(Sha512State& state, ByteView blocks);

}  // namespace cafs
