#include "cafs/format/united_index.h"

#include <doctest/doctest.h>

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
