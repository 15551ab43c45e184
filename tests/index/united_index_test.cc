#include "cafs/index/index_json.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;

TEST_CASE("what pnpm adds in use, order and white space do not make another index") {
  constexpr std::string_view ours = R"({"name":"a","files":{"x":{"integrity":"i","mode":420}}})";
  CHECK(same_index(ours, ours));
  CHECK(same_index(R"({"name":"a","files":{"x":{"checkedAt":17,"integrity":"i","mode":420}}})",
                   ours));
  CHECK(same_index(R"({"files": {"x": {"mode": 420, "integrity": "i"}}, "name": "a"})", ours));
  CHECK(same_index(
      R"({"name":"a","files":{"x":{"integrity":"i","mode":420}},"sideEffects":{"k":{}}})", ours));
}

TEST_CASE("anything else does") {
  constexpr std::string_view ours = R"({"name":"a","files":{"x":{"integrity":"i"}}})";
  for (const std::string_view other :
       {R"({"name":"b","files":{"x":{"integrity":"i"}}})", R"({"name":"a","files":{}})",
        R"({"name":"a","files":{"x":{"integrity":"i"},"y":{}}})", R"({"name":"a"})", "", "{",
        "null", R"({"name":"a","files":{"x":{"integrity":"i"},"checkedAt":{}}})"}) {
    CAPTURE(other);
    CHECK_FALSE(same_index(other, ours));
  }
}

TEST_CASE("checkedAt goes, a file of that name stays") {
  CHECK(without_checked_at(
            R"({"name":"a","files":{"checkedAt":{"checkedAt":1,"size":2},"x":{"checkedAt":3}}})") ==
        R"({"name":"a","files":{"checkedAt":{"size":2},"x":{}}})");
  CHECK(without_checked_at(R"({ "b": 1.0, "a": [ {"checkedAt": 1} ] })") ==
        R"({"b":1,"a":[{"checkedAt":1}]})");
  CHECK_THROWS_AS(without_checked_at("{"), Error);
}

TEST_CASE("side effects of one package are united, whichever comes first") {
  constexpr std::string_view linux =
      R"({"name":"a","files":{"x":{"checkedAt":9,"size":1}},"sideEffects":{"linux":{"added":{"y":{"checkedAt":8,"size":2}}}}})";
  constexpr std::string_view darwin =
      R"({"name":"a","files":{"x":{"size":1}},"sideEffects":{"darwin":{"deleted":["x"]},"linux":{"added":{"y":{"size":2}}}}})";
  constexpr std::string_view united =
      R"({"name":"a","files":{"x":{"size":1}},"sideEffects":{"darwin":{"deleted":["x"]},"linux":{"added":{"y":{"size":2}}}}})";
  CHECK(unite_indexes(linux, darwin) == united);
  CHECK(unite_indexes(darwin, linux) == united);
  CHECK(unite_indexes(united, united) == united);
}

TEST_CASE("without side effects nothing is added, and the order of members does not matter") {
  constexpr std::string_view a = R"({"name":"a","files":{"x":{"mode":1,"size":2}}})";
  constexpr std::string_view b = R"({"files": {"x": {"size": 2, "mode": 1}}, "name": "a"})";
  CHECK(unite_indexes(a, b) == unite_indexes(b, a));
  CHECK(same_index(unite_indexes(a, b), a));
}

TEST_CASE("side effects that say the same in another order are one, whichever comes first") {
  constexpr std::string_view a = R"({"name":"a","sideEffects":{"l":{"added":{},"deleted":[]}}})";
  constexpr std::string_view b = R"({"name":"a","sideEffects":{"l":{"deleted":[],"added":{}}}})";
  CHECK(unite_indexes(a, b) == a);
  CHECK(unite_indexes(b, a) == a);
}

TEST_CASE("contradictions are errors") {
  constexpr std::string_view a = R"({"name":"a","sideEffects":{"linux":{"deleted":["x"]}}})";
  CHECK_THROWS_WITH_AS(unite_indexes(a, R"({"name":"b"})"), "different contents", Error);
  CHECK_THROWS_WITH_AS(
      unite_indexes(a, R"({"name":"a","sideEffects":{"linux":{"deleted":["y"]}}})"),
      "different side effects for \"linux\"", Error);
  CHECK_THROWS_AS(unite_indexes(a, "{"), Error);
}
