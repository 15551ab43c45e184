#include "cafs/derivation/store_name.h"

#include "cafs/derivation/base32.h"
#include "cafs/hash/hash.h"

namespace cafs {

namespace {

constexpr std::size_t kLongest = 120;  // a name may have 211, with prefix, hash and endings
constexpr std::string_view kLetters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// Nix takes `=` in a store path, but an output's name is that of a variable, too.
bool is_taken(char c) {
  return kLetters.find(c) != kLetters.npos ||
         std::string_view("+-._?").find(c) != std::string::npos;
}

std::string hash_of(std::string_view text) {
  return nix_base32(hash(HashAlgorithm::sha256, as_bytes(text)).bytes().first(20));
}

}  // namespace

std::string store_name(std::string_view text) {
  std::string name;
  for (const char c : text.substr(0, kLongest)) name += is_taken(c) ? c : '_';
  if (name.starts_with('.')) name.front() = '_';
  return name == text && !name.empty() ? name : name + "-" + hash_of(text);
}

}  // namespace cafs
