#include "cafs/hash/integrity.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;

namespace {

constexpr std::string_view kSha1 = "sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=";  // of "abc"
constexpr std::string_view kEmpty =
    "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/"
    "SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==";

}  // namespace

TEST_CASE("an integrity reads and writes one hash of each algorithm") {
  CHECK(Integrity::parse(kSha1).algorithm() == HashAlgorithm::sha1);
  CHECK(Integrity::parse(kSha1).hex() == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(Integrity::parse(kSha1).text() == kSha1);
  CHECK(Integrity::parse(kEmpty) == Integrity::of({}));
}

TEST_CASE("options of an integrity are dropped") {
  CHECK(Integrity::parse(std::string(kSha1) + "?foo?bar").text() == kSha1);
}

TEST_CASE("what is not one well-formed hash is refused") {
  for (const std::string& text :
       {std::string(), std::string("sha512"), std::string("sha512-"), std::string("sha512-Zm9v"),
        std::string("md5-Zm9v"), std::string("sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0"),
        std::string("sha1-qZk-NkcGgWq6PiVxeFDCbJzQ2J0="), std::string(kSha1) + " ",
        std::string(kSha1) + " " + std::string(kEmpty), "\n" + std::string(kSha1),
        std::string("../../sha1-x"), std::string("SHA1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=")}) {
    CAPTURE(text);
    CHECK_THROWS_AS(Integrity::parse(text), Error);
  }
}

TEST_CASE("bytes that hash to something else are a mismatch that names both") {
  CHECK_NOTHROW(Integrity::parse(kSha1).check(hash(HashAlgorithm::sha1, as_bytes("abc"))));
  CHECK_THROWS_WITH_AS(Integrity::parse(kSha1).check(hash(HashAlgorithm::sha1, as_bytes("abd"))),
                       "integrity mismatch: expected sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=, "
                       "got sha1-y0zCjfD9vg7PnZZi4pSxGAkqVzU=",
                       IntegrityMismatch);
}
