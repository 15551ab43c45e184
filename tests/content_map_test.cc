#include "cafs/content_map.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace cafs;

TEST_CASE("both kinds of one content are kept apart, and come out as they were put in") {
  const Digest digest = sha512(as_bytes("x"));
  ContentMap map;
  CHECK(map.find({digest, Executable::no}) == nullptr);
  map.put({digest, Executable::no}, {.size = 1, .fragment = 3, .mode = 0644});
  map.put({digest, Executable::yes}, {.size = 1, .fragment = 4, .mode = 0755});
  CHECK(map.size() == 2);
  CHECK(map.find({digest, Executable::no})->mode == 0644);
  CHECK(map.find({digest, Executable::yes})->mode == 0755);
  std::vector<std::string> paths;
  map.for_each([&](const ContentName& name, const PlannedFile& file) {
    CHECK(file.fragment == (name.executable == Executable::yes ? 4 : 3));
    paths.push_back(content_path(name.digest, name.executable));
  });
  CHECK(paths.size() == 2);
  CHECK((paths[0] == content_path(digest, Executable::no) ||
         paths[1] == content_path(digest, Executable::no)));
}

TEST_CASE("the fragment of the smallest number is kept, whichever comes first") {
  const ContentName name{sha512(as_bytes("x")), Executable::no};
  ContentMap map;
  for (const std::uint32_t fragment : {5u, 2u, 9u}) {
    map.put(name, {.size = 1, .fragment = fragment, .mode = fragment});
  }
  CHECK(map.find(name)->fragment == 2);
  CHECK(map.find(name)->mode == 2);
}
