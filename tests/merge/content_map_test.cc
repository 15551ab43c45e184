#include "cafs/merge/content_map.h"

#include <doctest/doctest.h>

#include <string>

using namespace cafs;

TEST_CASE("both kinds of one content are kept apart, and come out as they were put in") {
  const Digest digest = sha512(as_bytes("x"));
  ContentMap map;
  CHECK(map.find({digest, Executable::no}) == nullptr);
  map.put({.name = {digest, Executable::no}, .size = 1, .fragment = 3, .mode = 0644});
  map.put({.name = {digest, Executable::yes}, .size = 1, .fragment = 4, .mode = 0755});
  CHECK(map.files().size() == 2);
  CHECK(map.find({digest, Executable::no})->mode == 0644);
  CHECK(map.find({digest, Executable::yes})->mode == 0755);
  CHECK(map.files()[0].name == ContentName{digest, Executable::no});
  CHECK(map.files()[1].name == ContentName{digest, Executable::yes});
}

TEST_CASE("the fragment of the smallest number is kept, whichever comes first") {
  const ContentName name{sha512(as_bytes("x")), Executable::no};
  ContentMap map;
  for (const std::uint32_t fragment : {5u, 2u, 9u}) {
    map.put({.name = name, .size = 1, .fragment = fragment, .mode = fragment});
  }
  CHECK(map.find(name)->fragment == 2);
  CHECK(map.find(name)->mode == 2);
}

TEST_CASE("of many names each is found, and no other") {
  ContentMap map;
  const auto name = [](int i) {
    return ContentName{sha512(as_bytes(std::to_string(i))), static_cast<Executable>(i % 2)};
  };
  for (int i = 0; i < 2000; ++i) {
    map.put({.name = name(i), .size = static_cast<std::uint64_t>(i)});
    map.put({.name = name(i / 2), .size = 0, .fragment = 1});
  }
  REQUIRE(map.files().size() == 2000);
  for (int i = 0; i < 2000; ++i) {
    REQUIRE(map.find(name(i)));
    CHECK(map.find(name(i))->size == static_cast<std::uint64_t>(i));
  }
  for (int i = 2000; i < 3000; ++i) CHECK_FALSE(map.find(name(i)));
}
