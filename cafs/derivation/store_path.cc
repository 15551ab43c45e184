#include "cafs/derivation/store_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cafs/derivation/base32.h"

namespace cafs {

namespace {

constexpr std::size_t kHashSize = 20;  // of a store path, in bytes

Hash sha256(std::string_view text) { return hash(HashAlgorithm::sha256, as_bytes(text)); }

/// A hash folded to the length that a store path has.
Hash folded(const Hash& hash) {
  std::array<std::byte, kHashSize> bytes{};
  for (std::size_t i = 0; i < hash.bytes().size(); ++i) bytes[i % kHashSize] ^= hash.bytes()[i];
  return Hash(bytes);
}

}  // namespace

std::string NixStore::path(std::string_view type, const Hash& hash, std::string_view name) const {
  const Hash whole = sha256(fmt::format("{}:sha256:{}:{}:{}", type, hash.hex(), directory_, name));
  return fmt::format("{}/{}-{}", directory_, nix_base32(folded(whole).bytes()), name);
}

std::string NixStore::text_path(std::string_view name, std::string_view text,
                                const std::set<std::string>& references) const {
  std::string type = "text";
  for (const std::string& reference : references) type.append(":").append(reference);
  return path(type, sha256(text), name);
}

std::string NixStore::fixed_path(std::string_view name, const Integrity& integrity) const {
  return path("output:out", sha256(fixed_text(integrity)), name);
}

std::string NixStore::output_path(std::string_view name, const Hash& hash) const {
  return path("output:out", hash, name);
}

std::string NixStore::path_of(std::string_view path) const {
  const std::size_t start = directory_.size() + 1;
  if (!path.starts_with(directory_ + "/") || path.size() == start) return "";
  return std::string(path.substr(0, std::min(path.find('/', start), path.size())));
}

std::string fixed_text(const Integrity& integrity) {
  return fmt::format("fixed:out:{}:{}:", name(integrity.algorithm()), integrity.hex());
}

std::string output_placeholder(std::string_view output) {
  return "/" + nix_base32(sha256(fmt::format("nix-output:{}", output)).bytes());
}

}  // namespace cafs
