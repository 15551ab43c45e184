#include "cafs/hash/hash.h"

#include <doctest/doctest.h>

using namespace cafs;

TEST_CASE("the hashes of \"abc\" are those of FIPS 180") {
  const ByteView abc = as_bytes("abc");
  CHECK(hash(HashAlgorithm::sha1, abc).hex() == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hash(HashAlgorithm::sha256, abc).hex() ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hash(HashAlgorithm::sha384, abc).hex() ==
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
        "8086072ba1e7cc2358baeca134c825a7");
  CHECK(sha512(abc).hex() ==
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST_CASE("the digest of an empty file is the one of no bytes") {
  CHECK(sha512({}).base64() ==
        "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==");
}

TEST_CASE("algorithms are found by the name they have") {
  for (const auto algorithm :
       {HashAlgorithm::sha1, HashAlgorithm::sha256, HashAlgorithm::sha384, HashAlgorithm::sha512}) {
    CHECK(hash_algorithm(name(algorithm)) == algorithm);
    CHECK(hash(algorithm, {}).bytes().size() == hash_size(algorithm));
  }
  CHECK_FALSE(hash_algorithm("md5"));
  CHECK_FALSE(hash_algorithm("SHA512"));
  CHECK_FALSE(hash_algorithm(""));
}
