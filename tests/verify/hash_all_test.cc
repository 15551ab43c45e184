#include "cafs/verify/hash_all.h"

#include <doctest/doctest.h>

#include <string>

using namespace cafs;

TEST_CASE("digests stand in the order of their messages, for any number of threads") {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 300; ++i)
    texts.push_back(std::string(i * 37 % 5000, static_cast<char>(i)));
  texts.push_back(std::string(1 << 20, 'x'));
  std::vector<ByteView> messages;
  for (const std::string& text : texts) messages.push_back(as_bytes(text));
  for (const unsigned jobs : {1u, 2u, 8u}) {
    Workers workers(jobs);
    const std::vector<Digest> digests = hash_all(messages, workers);
    REQUIRE(digests.size() == messages.size());
    for (std::size_t i = 0; i < messages.size(); ++i) CHECK(digests[i] == sha512(messages[i]));
  }
}

TEST_CASE("no messages have no digests") {
  Workers workers(4);
  CHECK(hash_all({}, workers).empty());
}
