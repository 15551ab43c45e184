#include "cafs/hash/integrity.h"

#include <fmt/format.h>

#include "cafs/base/error.h"
#include "cafs/text/base64.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

Error malformed(std::string_view text, std::string_view why) {
  return Error(fmt::format("malformed integrity {}: {}", quote(text), why));
}

}  // namespace

Integrity Integrity::parse(std::string_view text) {
  if (text.find_first_of(" \t\r\n") != text.npos) {
    throw malformed(text, "one hash is wanted, without spaces");
  }
  const std::string_view value = text.substr(0, text.find('?'));
  const std::size_t dash = value.find('-');
  if (dash == value.npos) throw malformed(text, "want algorithm-base64");
  const auto algorithm = hash_algorithm(value.substr(0, dash));
  if (!algorithm) throw malformed(text, "the algorithm is none of sha512, sha384, sha256, sha1");
  const auto bytes = from_base64(value.substr(dash + 1));
  if (!bytes) throw malformed(text, "what follows the dash is not base64");
  if (bytes->size() != hash_size(*algorithm)) {
    throw malformed(text, fmt::format("{} has {} bytes, this has {}", name(*algorithm),
                                      hash_size(*algorithm), bytes->size()));
  }
  return {*algorithm, Hash(*bytes)};
}

std::string Integrity::with_algorithm(const std::string& text) {
  return from_base64(text) ? "sha512-" + text : text;
}

std::string Integrity::text() const {
  return fmt::format("{}-{}", name(algorithm_), hash_.base64());
}

void Integrity::check(const Hash& actual) const {
  if (actual == hash_) return;
  throw IntegrityMismatch(fmt::format("integrity mismatch: expected {}, got {}", text(),
                                      Integrity(algorithm_, actual).text()));
}

}  // namespace cafs
