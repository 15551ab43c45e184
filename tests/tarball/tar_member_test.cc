#include "cafs/tarball/tar_member.h"

#include <doctest/doctest.h>

#include "cafs/base/bytes.h"
#include "cafs/base/error.h"
#include "cafs/tarball/tar.h"

using namespace cafs;

namespace {

std::string member(const std::string& path, const std::string& content, bool executable = false) {
  return tar_member_header({path, executable, content.size(), 1}) + content +
         std::string(tar_padding(content.size()), '\0');
}

}  // namespace

TEST_CASE("what is written is read again, names of any length included") {
  for (const std::size_t length : {1u, 99u, 100u, 101u, 200u, 255u, 4000u}) {
    CAPTURE(length);
    const std::string name(length, 'n');
    const std::string tar = tar_member_header({.path = "top/"}) +
                            member("top/" + name, "content", true) + member("top/b", "") +
                            tar_end();
    CHECK(tar.size() % 512 == 0);
    const std::vector<Entry> entries = read_tar(as_bytes(tar));
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].path == name);
    CHECK(entries[0].mode == 0555);
    CHECK(as_text(entries[0].content) == "content");
    CHECK(entries[1].mode == 0444);
    CHECK(entries[1].content.empty());
  }
}

TEST_CASE("a pax record counts its own length, also where a digit is added by that") {
  for (std::size_t length = 101; length < 1100; ++length) {
    const std::string header = tar_member_header({.path = std::string(length, 'n')});
    const std::size_t told = std::stoul(header.substr(512, header.find(' ', 512) - 512));
    CHECK(header[512 + told - 1] == '\n');
    CHECK((told % 512 == 0 || header[512 + told] == '\0'));
  }
}

TEST_CASE("content is padded to whole blocks") {
  CHECK(tar_padding(0) == 0);
  CHECK(tar_padding(1) == 511);
  CHECK(tar_padding(512) == 0);
  CHECK(tar_padding(513) == 511);
}

TEST_CASE("what does not fit a header is an error") {
  CHECK_NOTHROW(tar_member_header({.path = "a", .size = 077777777777}));
  CHECK_THROWS_AS(tar_member_header({.path = "a", .size = 0100000000000}), Error);
  CHECK_THROWS_AS(tar_member_header({.path = "a", .time = -1}), Error);
}
