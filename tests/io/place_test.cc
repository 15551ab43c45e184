#include "cafs/io/place.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cafs/base/error.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

namespace {

struct Fixture {
  Temporary dir;
  Directory to = Directory::open(dir.path());

  SourceFile source(const std::string& content, mode_t mode = 0644) const {
    fs::remove(dir / "source");
    write_file(dir / "source", content);
    ::chmod((dir / "source").c_str(), mode);
    return look_at(to, "source").value();
  }

  auto place(Link link, const SourceFile& file, bool executable = false) const {
    Placer placer(link);
    return placer.place(file, executable, to, "placed");
  }

  nlink_t links() const { return fs::hard_link_count(dir / "source"); }
};

constexpr Link kAuto{};
constexpr Link kHardlink{Placement::hardlink};
constexpr Link kCopy{Placement::copy};
constexpr Link kSymlink{Placement::symlink};

}  // namespace

TEST_CASE("links are called by the names of the command line") {
  for (const auto* const name : {"hardlink", "reflink", "copy", "symlink"}) {
    REQUIRE(link_named(name));
    CHECK(cafs::name(link_named(name)->only.value()) == name);
  }
  CHECK_FALSE(link_named("auto")->only);
  CHECK_FALSE(link_named("move"));
}

TEST_CASE("a file is looked at through symbolic links") {
  const Temporary dir;
  write_file(dir / "f", "abc");
  fs::create_symlink("f", dir / "link");
  fs::create_symlink("none", dir / "dangling");
  const Directory directory = Directory::open(dir.path());
  CHECK(look_at(directory, "link")->size == 3);
  CHECK_FALSE(look_at(directory, "dangling"));
  CHECK_FALSE(look_at(directory, "f/below"));
  CHECK_THROWS_AS(look_at(directory, "."), Error);
}

TEST_CASE_FIXTURE(Fixture, "auto links where it can") {
  CHECK(place(kAuto, source("x")) == Placement::hardlink);
  CHECK(links() == 2);
}

TEST_CASE_FIXTURE(Fixture, "of a symbolic link the file is linked") {
  source("x");
  fs::create_symlink("source", dir / "link");
  CHECK(place(kHardlink, look_at(to, "link").value()) == Placement::hardlink);
  CHECK(links() == 2);
  CHECK(fs::is_regular_file(fs::symlink_status(dir / "placed")));
}

TEST_CASE_FIXTURE(Fixture, "a name that is taken stays as it is") {
  write_file(dir / "placed", "other");
  for (const Link link : {kAuto, kHardlink, kCopy, kSymlink}) {
    CHECK_FALSE(place(link, source(std::string(9000, 'x'))));
  }
  CHECK(read_file(dir / "placed") == "other");
}

TEST_CASE_FIXTURE(Fixture, "a mode that no store has is not shared") {
  for (const mode_t mode : {0600u, 0755u, 0700u, 04644u, 0645u, 0664u, 0646u}) {
    CAPTURE(mode);
    CHECK(place(kHardlink, source("x", mode)) == Placement::copy);
    CHECK(mode_of(dir / "placed") == 0644);
    fs::remove(dir / "placed");
  }
  for (const mode_t mode : {0644u, 0744u, 0711u, 0777u}) {
    CAPTURE(mode);
    CHECK(place(kSymlink, source(std::string(9000, 'x'), mode), true) == Placement::copy);
    CHECK(mode_of(dir / "placed") == 0755);
    fs::remove(dir / "placed");
  }
}

TEST_CASE_FIXTURE(Fixture, "the modes of a read-only store are shared") {
  CHECK(place(kHardlink, source("x", 0444)) == Placement::hardlink);
  fs::remove(dir / "placed");
  CHECK(place(kHardlink, source("x", 0555), true) == Placement::hardlink);
}

TEST_CASE_FIXTURE(Fixture, "a copy has the content, and the mode of a store") {
  const std::string content(300000, 'x');
  CHECK(place(kCopy, source(content, 0444)) == Placement::copy);
  CHECK(read_file(dir / "placed") == content);
  CHECK(mode_of(dir / "placed") == 0644);
  CHECK(links() == 1);
}

TEST_CASE_FIXTURE(Fixture, "small files are copied where large ones become symbolic links") {
  CHECK(place(kSymlink, source(std::string(Placer::kCopiedUpTo, 'x'))) == Placement::copy);
  fs::remove(dir / "placed");
  CHECK(place(kSymlink, source(std::string(Placer::kCopiedUpTo + 1, 'x'))) == Placement::symlink);
  CHECK(fs::read_symlink(dir / "placed") == dir / "source");
}

TEST_CASE_FIXTURE(Fixture, "a source that became shorter leaves nothing") {
  SourceFile file = source("abc");
  file.size = 4;
  CHECK_THROWS_WITH_AS(place(kCopy, file), doctest::Contains("has 3 bytes where it had 4"), Error);
  CHECK_FALSE(fs::exists(dir / "placed"));
}

TEST_CASE_FIXTURE(Fixture, "across file systems auto copies, and a demand for links is refused") {
  if (!fs::exists("/dev/shm")) {
    MESSAGE("SKIPPED: no /dev/shm");
    return;
  }
  const fs::path elsewhere = fs::path("/dev/shm") / fs::path(dir.path()).filename();
  write_file(elsewhere.string(), "abc");
  const Directory memory = Directory::open("/dev/shm");
  const SourceFile file = look_at(memory, elsewhere.filename().string()).value();
  Placer placer(kAuto);
  CHECK(placer.place(file, false, to, "a") == Placement::copy);
  CHECK(placer.place(file, false, to, "b") == Placement::copy);
  CHECK(read_file(dir / "b") == "abc");
  CHECK_THROWS_WITH_AS(place(kHardlink, file), doctest::Contains(std::strerror(EXDEV)), Error);
  CHECK_THROWS_AS(place(Link{Placement::reflink}, file), Error);
  CHECK_FALSE(fs::exists(dir / "placed"));
  fs::remove(elsewhere);
}

TEST_CASE("a content file is executed by all who may read it, or by nobody") {
  for (const mode_t mode : {0755u, 0555u, 0700u, 0750u, 0711u, 0500u}) {
    CAPTURE(mode);
    CHECK(is_content_mode(mode, true));
    CHECK_FALSE(is_content_mode(mode, false));
  }
  for (const mode_t mode : {0644u, 0444u, 0600u, 0640u, 0400u}) {
    CAPTURE(mode);
    CHECK(is_content_mode(mode, false));
    CHECK_FALSE(is_content_mode(mode, true));
  }
  for (const mode_t mode : {0744u, 0754u, 0655u, 0111u, 0u, 0044u}) {
    CAPTURE(mode);
    CHECK_FALSE(is_content_mode(mode, true));
    CHECK_FALSE(is_content_mode(mode, false));
  }
}
