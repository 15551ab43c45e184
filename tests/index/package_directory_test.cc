#include "cafs/index/store_version.h"

#include <doctest/doctest.h>

using namespace cafs;

namespace {

std::string directory(const std::string& id, StoreVersion version) {
  return version->package_directory(PackageId::parse(id));
}

}  // namespace

TEST_CASE("pnpm 9 keeps # and shortens by an md5 in base32") {
  CHECK(directory("file:a#1.tgz", StoreVersion::v3) == "file+a#1.tgz");
  CHECK(directory("file:a#1.tgz", StoreVersion::v10) == "file+a+1.tgz");
  const std::string upper = directory("U@1", StoreVersion::v3);
  CHECK(upper.starts_with("U@1_"));
  CHECK(upper.size() == std::string("U@1_").size() + 26);
  CHECK(directory("a@" + std::string(119, 'b'), StoreVersion::v3).size() == 120);
}

TEST_CASE("pnpm 11 hashes what could be the name of another") {
  CHECK(directory("file:a/b.tgz", StoreVersion::v11) == "file+a+b.tgz");
  const std::string plus = directory("file:a+b.tgz", StoreVersion::v11);
  CHECK(plus.starts_with("file+a+b.tgz_"));
  CHECK(plus.size() == std::string("file+a+b.tgz_").size() + 32);
  const std::string dot = directory("file:a.", StoreVersion::v11);
  CHECK(dot.starts_with("file+a+_"));
  CHECK(directory("file:a. ", StoreVersion::v11).starts_with("file+a++_"));
  CHECK(directory("file:a. ", StoreVersion::v10) == "file+a. ");
}
