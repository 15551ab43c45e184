#include "cafs/format/zip_names.h"

#include <doctest/doctest.h>

#include "tests/support/zip_builder.h"

using namespace cafs;
using cafs::tests::zip_of;

namespace {

std::string unmarked(std::string zip) {
  unmark_utf8_names(std::as_writable_bytes(std::span(zip)));
  return zip;
}

}  // namespace

TEST_CASE("a marked zip becomes the zip without marks") {
  CHECK(unmarked(zip_of("p/é", "x", true)) == zip_of("p/é", "x", false));
  CHECK(unmarked(zip_of("p/a", "x", false)) == zip_of("p/a", "x", false));
}

TEST_CASE("a zip that is cut off anywhere is left in one piece") {
  const std::string zip = zip_of("p/é", "x", true);
  for (std::size_t size = 0; size <= zip.size(); ++size)
    CHECK(unmarked(zip.substr(0, size)).size() == size);
  for (std::size_t start = 0; start < zip.size(); ++start)
    CHECK(unmarked(zip.substr(start)).size() == zip.size() - start);
}
