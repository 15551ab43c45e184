#include "cafs/io/promised_size.h"

#include <doctest/doctest.h>

#include "tests/support/tar_builder.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

TEST_CASE("a gzip file promises its size, what cannot be true counts as its own") {
  const Temporary dir;
  write_file(dir / "a", gzipped(std::string(100000, 'a')));
  CHECK(promised_size(dir / "a").inflated == 100000);
  CHECK(promised_size(dir / "a").file == read_file(dir / "a").size());
  write_file(dir / "b", std::string(1000, '\xff'));
  CHECK(promised_size(dir / "b").inflated == 1000);
  write_file(dir / "c", "abc");
  CHECK(promised_size(dir / "c").inflated == 3);
  CHECK(promised_size(dir / "none").inflated == 0);
  CHECK(promised_size(dir.path()).inflated == 0);
}
