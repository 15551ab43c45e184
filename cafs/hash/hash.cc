// The low-level SHA functions of OpenSSL need no library start-up; EVP costs 3 ms a process, which
// is more than a small package takes in all.
#define OPENSSL_API_COMPAT 0x10100000L
#include "cafs/hash/hash.h"

#include <openssl/md5.h>
#include <openssl/sha.h>

#include <algorithm>

#include "cafs/text/base64.h"

namespace cafs {

namespace {

struct Algorithm {
  HashAlgorithm id;
  std::string_view name;
  std::size_t size;
};

constexpr std::array kAlgorithms{
    Algorithm{HashAlgorithm::sha1, "sha1", SHA_DIGEST_LENGTH},
    Algorithm{HashAlgorithm::sha256, "sha256", SHA256_DIGEST_LENGTH},
    Algorithm{HashAlgorithm::sha384, "sha384", SHA384_DIGEST_LENGTH},
    Algorithm{HashAlgorithm::sha512, "sha512", SHA512_DIGEST_LENGTH},
};

const Algorithm& properties(HashAlgorithm algorithm) {
  return kAlgorithms[static_cast<std::size_t>(algorithm)];
}

template <typename Context, auto init, auto update, auto final>
Hash run(ByteView content, std::size_t size) {
  Context context;
  std::array<unsigned char, 64> result{};
  init(&context);
  update(&context, content.data(), content.size());
  final(result.data(), &context);
  return Hash(std::as_bytes(std::span(result)).first(size));
}

}  // namespace

std::string_view name(HashAlgorithm algorithm) { return properties(algorithm).name; }

std::optional<HashAlgorithm> hash_algorithm(std::string_view name) {
  for (const Algorithm& algorithm : kAlgorithms) {
    if (algorithm.name == name) return algorithm.id;
  }
  return std::nullopt;
}

std::size_t hash_size(HashAlgorithm algorithm) { return properties(algorithm).size; }

Hash::Hash(ByteView bytes) : size_(std::min(bytes.size(), bytes_.size())) {
  std::copy_n(bytes.begin(), size_, bytes_.begin());
}

std::string Hash::hex() const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(2 * size_, '\0');
  char* out = text.data();
  for (const std::byte byte : bytes()) {
    *out++ = kDigits[std::to_integer<std::size_t>(byte >> 4)];
    *out++ = kDigits[std::to_integer<std::size_t>(byte & std::byte{15})];
  }
  return text;
}

std::string Hash::base64() const { return to_base64(bytes()); }

Hash hash(HashAlgorithm algorithm, ByteView content) {
  const std::size_t size = hash_size(algorithm);
  switch (algorithm) {
    case HashAlgorithm::sha1:
      return run<SHA_CTX, SHA1_Init, SHA1_Update, SHA1_Final>(content, size);
    case HashAlgorithm::sha256:
      return run<SHA256_CTX, SHA256_Init, SHA256_Update, SHA256_Final>(content, size);
    case HashAlgorithm::sha384:
      return run<SHA512_CTX, SHA384_Init, SHA384_Update, SHA384_Final>(content, size);
    case HashAlgorithm::sha512:
      break;
  }
  return run<SHA512_CTX, SHA512_Init, SHA512_Update, SHA512_Final>(content, size);
}

Digest sha512_from_state(const Sha512State& state) {
  std::array<std::byte, SHA512_DIGEST_LENGTH> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::byte>(state[i / 8] >> (56 - 8 * (i % 8)));
  }
  return Digest(bytes);
}

void sha512_blocks(Sha512State& state, ByteView blocks) {
  SHA512_CTX context;
  SHA512_Init(&context);
  std::copy(state.begin(), state.end(), std::begin(context.h));
  SHA512_Update(&context, blocks.data(), blocks.size());
  std::copy(std::begin(context.h), std::end(context.h), state.begin());
}

std::string md5_base32(std::string_view text) {
  constexpr std::string_view kDigits = "abcdefghijklmnopqrstuvwxyz234567";
  constexpr std::size_t kBits = std::size_t{8} * MD5_DIGEST_LENGTH;
  const Hash md5 = run<MD5_CTX, MD5_Init, MD5_Update, MD5_Final>(as_bytes(text), MD5_DIGEST_LENGTH);
  const auto bit = [&](std::size_t i) {
    const bool inside = i < kBits;
    return inside ? std::to_integer<unsigned>(md5.bytes()[i / 8]) >> (7 - i % 8) & 1u : 0u;
  };
  std::string out;
  for (std::size_t at = 0; at < kBits; at += 5) {
    unsigned digit = 0;
    for (std::size_t i = 0; i < 5; ++i) digit = digit << 1 | bit(at + i);
    out += kDigits[digit];
  }
  return out;
}

}  // namespace cafs
