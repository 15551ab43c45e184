#include "cafs/index/store_version.h"

#include <doctest/doctest.h>

using namespace cafs;

namespace {

std::string path_of(const Integrity& integrity) {
  return StoreVersion::v3->index_name(integrity, PackageId::parse("a@1")).path;
}

bool is_name(std::string_view shard, std::string_view name) {
  return StoreVersion::v3->is_index_name(shard, name);
}

}  // namespace

TEST_CASE("pnpm 9 names an index by all digits of the tarball's integrity, and not by its id") {
  const Integrity sha1 = Integrity::parse("sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
  CHECK(path_of(sha1) == "files/a9/993e364706816aba3e25717850c26c9cd0d89d-index.json");
  const std::string hex = sha512(as_bytes("x")).hex();
  CHECK(path_of(Integrity::of(as_bytes("x"))) ==
        "files/" + hex.substr(0, 2) + "/" + hex.substr(2) + "-index.json");
}

TEST_CASE("an index of pnpm 9 is known by its name among the content files") {
  const std::string digits(126, 'a');
  CHECK(is_name("0f", digits + "-index.json"));
  CHECK(is_name("0f", std::string(38, '1') + "-index.json"));
  CHECK_FALSE(is_name("0f", digits));
  CHECK_FALSE(is_name("0f", digits + "-exec"));
  CHECK_FALSE(is_name("0f", digits + "a-index.json"));
  CHECK_FALSE(is_name("0f", std::string(126, 'g') + "-index.json"));
  CHECK_FALSE(is_name("0F", digits + "-index.json"));
  CHECK_FALSE(is_name("0f", digits + "-index.json123"));
}
