#include "cafs/index/row/row_key.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;
using namespace std::string_literals;

TEST_CASE("the key of a row is integrity, tab, id") {
  const Integrity integrity = Integrity::parse("sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
  CHECK(row_key(integrity, PackageId::parse("a@1.0.0")) ==
        "sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=\ta@1.0.0");
}

TEST_CASE("a git-hosted package has two rows, of its id alone") {
  const auto keys = git_hosted_row_keys(PackageId::parse("https://host/a/tar.gz/0123"));
  CHECK(keys[0] == "https://host/a/tar.gz/0123\tbuilt");
  CHECK(keys[1] == "https://host/a/tar.gz/0123\tnot-built");
}

TEST_CASE("a row in a file of its own is found by the SHA-256 of its key") {
  CHECK(row_path("abc") ==
        "index/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("such a file holds the length of the key, the key, the row") {
  const std::string content = row_text("key\t1", "row");
  CHECK(content == "\x05\0\0\0key\t1row"s);
  CHECK(keyed_row(content).key == "key\t1");
  CHECK(keyed_row(content).row == "row");
  CHECK(keyed_row(row_text(std::string(300, 'k'), "")).key == std::string(300, 'k'));
}

TEST_CASE("a file that ends inside its key is an error") {
  const std::string content = row_text("key", "");
  CHECK(keyed_row(content).row.empty());
  for (std::size_t size = 0; size < content.size(); ++size) {
    CHECK_THROWS_AS(keyed_row(std::string_view(content).substr(0, size)), Error);
  }
}
