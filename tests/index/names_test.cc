#include "cafs/index/store_version.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;

namespace {

constexpr char kHelloWorld[] =
    "309ecc489c12d6eb4cc40f50c902f2b4d0ed77ee511a7c7a9bcd3ca86d4cd86f989dd35bc5ff499670da34255b45b0"
    "cfd830e81f605dcf7dc5542e93ae9cd76f";

}  // namespace

TEST_CASE("a content file is named by all digits of its digest") {
  const Digest digest = sha512(as_bytes("hello world"));
  const std::string rest = std::string(kHelloWorld).substr(2);
  CHECK(content_path(digest, Executable::no) == "files/30/" + rest);
  CHECK(content_path(digest, Executable::yes) == "files/30/" + rest + "-exec");
}

TEST_CASE("an index file is named by 64 digits of the integrity, and the id") {
  const Integrity integrity = Integrity::of(as_bytes("hello world"));
  const std::string digits = std::string(kHelloWorld).substr(2, 62);
  CHECK(kUsualVersion->index_name(integrity, PackageId::parse("@s/a@1.0.0")).path ==
        "index/30/" + digits + "-@s+a@1.0.0.json");
}

TEST_CASE("a shorter hash gives a shorter name") {
  const Integrity sha1 = Integrity::parse("sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
  CHECK(kUsualVersion->index_name(sha1, PackageId::parse("a@1")).path ==
        "index/a9/993e364706816aba3e25717850c26c9cd0d89d-a@1.json");
}

TEST_CASE("a long id fits where no file name has it whole") {
  const Integrity integrity = Integrity::of(as_bytes("hello world"));
  const PackageId id = PackageId::parse("https://host/" + std::string(300, 'a') + ".tgz");
  CHECK_THROWS_AS(StoreVersion::v10->index_name(integrity, id), Error);
  CHECK_NOTHROW(StoreVersion::v3->index_name(integrity, id));
  CHECK(StoreVersion::v11->index_name(integrity, id).key.ends_with(id.text()));
  for (const StoreVersion& version : {StoreVersion::v3, StoreVersion::v10}) {
    const std::string path = version->git_hosted_index_names(id)[0].path;
    CHECK(path.find('/') == 120);
  }
}

TEST_CASE("the marker of a local tarball lies in a directory of its id") {
  CHECK(marker_path(PackageId::parse("file:vendor/a#1.tgz")) ==
        "file+vendor+a+1.tgz/tarball-integrity");
  CHECK(marker_path(PackageId::parse("file:a(b)(c)d.tgz")) == "file+a_b_c_d.tgz/tarball-integrity");
  CHECK(marker_path(PackageId::parse("file:a(b)")) == "file+a_b/tarball-integrity");
  CHECK_FALSE(marker_path(PackageId::parse("a@1.0.0")));
  CHECK_FALSE(marker_path(PackageId::parse("https://example.org/file:x.tgz")));
}

TEST_CASE("the indexes of a git-hosted package lie in a directory of its id") {
  const auto names =
      kUsualVersion->git_hosted_index_names(PackageId::parse("https://host/u/r/tar.gz/01#path:/a"));
  CHECK(names[0].path == "https+++host+u+r+tar.gz+01+path++a/integrity.json");
  CHECK(names[1].path == "https+++host+u+r+tar.gz+01+path++a/integrity-not-built.json");
  const auto directory = [](const std::string& id) {
    const std::string path = kUsualVersion->git_hosted_index_names(PackageId::parse(id))[0].path;
    return path.substr(0, path.find('/'));
  };
  CHECK(directory("/a@1(b@2)") == "a@1_b@2");
  CHECK(directory("U@1").starts_with("U@1_"));
  CHECK(directory("U@1").size() == std::string("U@1_").size() + 32);
  CHECK(directory("a@" + std::string(118, 'b')).size() == 120);
  CHECK(directory("a@" + std::string(119, 'b')).size() == 120);
}

TEST_CASE("an id has as much room as the hash leaves it") {
  const PackageId id = PackageId::parse("a@" + std::string(200, '1'));
  CHECK_NOTHROW(
      kUsualVersion->index_name(Integrity::parse("sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0="), id));
  CHECK_THROWS_AS(kUsualVersion->index_name(Integrity::of({}), id), Error);
}

TEST_CASE("the name of a content file tells its digest, and every other name is none") {
  const Digest digest = sha512(as_bytes("hello world"));
  const std::string rest = std::string(kHelloWorld).substr(2);
  const auto plain = content_name("30", rest);
  REQUIRE(plain);
  CHECK(plain->digest == digest);
  CHECK(plain->executable == Executable::no);
  const auto executable = content_name("30", rest + "-exec");
  REQUIRE(executable);
  CHECK(executable->digest == digest);
  CHECK(executable->executable == Executable::yes);
  for (const std::string& name : {rest + "1234", rest + "-exe", rest.substr(1),
                                  "g" + rest.substr(1), std::string("-exec"), std::string()}) {
    CAPTURE(name);
    CHECK_FALSE(content_name("30", name));
  }
  CHECK_FALSE(content_name("3", rest));
  CHECK_FALSE(content_name("3G", rest));
}

TEST_CASE("what an index file is called") {
  const std::string sha512_digits = std::string(kHelloWorld).substr(2, 62);
  const std::string sha1_digits = std::string(kHelloWorld).substr(2, 38);
  CHECK(kUsualVersion->is_index_name("30", sha512_digits + "-@s+a@1.0.0.json"));
  CHECK(kUsualVersion->is_index_name("30", sha1_digits + "-a@1.json"));
  for (const std::string& name :
       {sha512_digits + "-a@1.json12345", sha512_digits + ".json", sha512_digits + "0-a@1.json",
        "x" + sha512_digits.substr(1) + "-a@1.json", std::string("-a@1.json"), std::string()}) {
    CAPTURE(name);
    CHECK_FALSE(kUsualVersion->is_index_name("30", name));
  }
  CHECK_FALSE(kUsualVersion->is_index_name("300", sha512_digits + "-a@1.json"));
}
