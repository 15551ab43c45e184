// The file of a row has its key and the row, and is compared and united as rows are.
#include <doctest/doctest.h>

#include "cafs/base/error.h"
#include "cafs/index/row/row_key.h"
#include "cafs/index/store_version.h"

using namespace cafs;

namespace {

const IndexFormat& kFormat = kV11Traits.format;

std::string text_of(const std::string& key, const std::string& content) {
  PackageIndex index;
  index.files = {{"a.js", sha512(as_bytes(content)), 0644, content.size()}};
  return kFormat.text({"", key}, index, false);
}

}  // namespace

TEST_CASE("the text of a row is known as what it was made of") {
  const std::string text = text_of("k", "a");
  CHECK(keyed_row(text).key == "k");
  CHECK(kFormat.contents(text).files.size() == 1);
  CHECK(kFormat.without_checked_at(text) == text);
}

TEST_CASE("two texts are the same if their rows are, and a damaged one is like no other") {
  CHECK(kFormat.same(text_of("k", "a"), text_of("k", "a")));
  CHECK_FALSE(kFormat.same(text_of("k", "a"), text_of("k", "b")));
  CHECK_FALSE(kFormat.same("damaged", text_of("k", "a")));
}

TEST_CASE("rows are united under their one key") {
  const std::string text = text_of("k", "a");
  CHECK(kFormat.united(text, text) == text);
  CHECK_THROWS_WITH_AS(kFormat.united(text, text_of("other", "a")), "rows of different keys",
                       Error);
  CHECK_THROWS_AS(kFormat.united(text, text_of("k", "b")), Error);
}
