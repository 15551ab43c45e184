#include "cafs/tarball/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include <memory>

#include "cafs/base/error.h"
#include "tests/support/zip_builder.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

constexpr std::uint64_t kPlenty = 1 << 26;

struct FreeArchive {
  void operator()(archive* a) const { archive_write_free(a); }
};
struct FreeEntry {
  void operator()(archive_entry* e) const { archive_entry_free(e); }
};

struct File {
  const char* name;
  std::string content;
  unsigned mode = 0644;
};

/// An archive as libarchive writes it.
std::string written(int (*set_format)(archive*), int (*add_filter)(archive*),
                    const std::vector<File>& files) {
  std::string bytes(1 << 20, '\0');
  std::size_t used = 0;
  const std::unique_ptr<archive, FreeArchive> out(archive_write_new());
  set_format(out.get());
  add_filter(out.get());
  archive_write_set_options(out.get(), "hdrcharset=UTF-8");
  REQUIRE(archive_write_open_memory(out.get(), bytes.data(), bytes.size(), &used) == ARCHIVE_OK);
  for (const File& file : files) {
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname_utf8(entry.get(), file.name);
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), file.mode);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.content.size()));
    archive_write_header(out.get(), entry.get());
    archive_write_data(out.get(), file.content.data(), file.content.size());
  }
  REQUIRE(archive_write_close(out.get()) == ARCHIVE_OK);
  bytes.resize(used);
  return bytes;
}

constexpr const char* const kRefusal =
    "not a zip or tar archive (plain, gzip, bzip2, xz or zstd), or a damaged one";

const std::vector<File> kFiles{{"node-v1/bin/node", "#!", 0755}, {"node-v1/LICENSE", "MIT"}};

void check_files(const Unpacked& unpacked, int mode_type) {
  REQUIRE(unpacked.entries.size() == 2);
  CHECK(unpacked.entries[0].path == "bin/node");
  CHECK(as_text(unpacked.entries[0].content) == "#!");
  CHECK(unpacked.entries[0].mode == (mode_type | 0755));
  CHECK(unpacked.entries[1].path == "LICENSE");
  CHECK_FALSE(unpacked.entries[1].executable());
}

/// The one file of `zip_of("p/é", …)`.
void check_one_file(const std::string& zip) {
  const Unpacked unpacked = unpack_archive(as_bytes(zip), kPlenty);
  REQUIRE(unpacked.entries.size() == 1);
  CHECK(unpacked.entries[0].path == "é");
  CHECK(as_text(unpacked.entries[0].content) == "content");
}

const std::string kZip = zip_of("p/é", "content", true);
const std::string kEmptyZip = "PK\5\6" + std::string(18, '\0');

}  // namespace

TEST_CASE("compressed tars are read by pnpm's rules, whatever compresses them") {
  for (const auto filter : {archive_write_add_filter_xz, archive_write_add_filter_zstd,
                            archive_write_add_filter_bzip2}) {
    const std::string bytes = written(archive_write_set_format_ustar, filter, kFiles);
    check_files(unpack_archive(as_bytes(bytes), kPlenty), 0);
  }
}

TEST_CASE("a zip is read with permissions as modes") {
  check_files(unpack_archive(as_bytes(written(archive_write_set_format_zip,
                                              archive_write_add_filter_none, kFiles)),
                             kPlenty),
              0);
}

TEST_CASE("names in a zip come out as UTF-8 in the C locale") {
  const std::string zip = zip_of("p/\xc3\xa9\xe2\x82\xac.txt", "y", true);
  const Unpacked unpacked = unpack_archive(as_bytes(zip), kPlenty);
  REQUIRE(unpacked.entries.size() == 1);
  CHECK(unpacked.entries[0].path == "\xc3\xa9\xe2\x82\xac.txt");
}

TEST_CASE("a zip's comment is not read, even if it holds the end of a zip") {
  const std::string other = zip_of("q/other", "x", false);
  for (const std::string& comment :
       {std::string("text"), kEmptyZip, other, other + "text", with_comment(other, kEmptyZip),
        std::string(20000, ' '), std::string(65535, 'P')}) {
    CAPTURE(comment.size());
    check_one_file(with_comment(kZip, comment));
  }
}

TEST_CASE("a zip may follow a program that unpacks it, and data may follow a zip") {
  check_one_file("#!/bin/sh\nunzip $0\n" + kZip);
  check_one_file("MZ" + std::string(100000, '\0') + with_comment(kZip, "text"));
  check_one_file(kZip + "text");
  check_one_file(kZip + std::string(30000, '\0'));
}

TEST_CASE("a zip64 is read, with a comment and behind a program too") {
  const std::string zip = zip64_of("p/é", "content");
  check_one_file(zip);
  check_one_file(with_comment(zip, kEmptyZip));
  check_one_file("#!/bin/sh\nunzip $0\n" + zip);
}

TEST_CASE("of a zip in a zip the outer one is read") {
  const std::string outer = zip_of("p/a.zip", kZip, false);
  const Unpacked unpacked = unpack_archive(as_bytes(outer), kPlenty);
  REQUIRE(unpacked.entries.size() == 1);
  CHECK(as_text(unpacked.entries[0].content) == kZip);
}

TEST_CASE("a zip without entries, or without its directory, is refused") {
  for (const std::string& zip : {kEmptyZip, with_comment(kEmptyZip, "text")}) {
    CHECK_THROWS_WITH_AS(unpack_archive(as_bytes(zip), kPlenty), "the archive has no entries",
                         Error);
  }
  const std::string zip = zip_of("p/a", "content", false);
  for (std::size_t size = 4; size < zip.size(); ++size) {
    CAPTURE(size);
    CHECK_THROWS_AS(unpack_archive(as_bytes(zip.substr(0, size)), kPlenty), Error);
  }
}

TEST_CASE("names that leave the package are refused in a zip too") {
  const std::string bytes =
      written(archive_write_set_format_zip, archive_write_add_filter_none, {{"p/a/..", "x"}});
  CHECK_THROWS_AS(unpack_archive(as_bytes(bytes), kPlenty), Error);
}

TEST_CASE("of several members with one path the last counts") {
  const std::string bytes = written(archive_write_set_format_zip, archive_write_add_filter_none,
                                    {{"p/a", "1"}, {"p/b", "2"}, {"q/a", "3"}});
  const Unpacked unpacked = unpack_archive(as_bytes(bytes), kPlenty);
  REQUIRE(unpacked.entries.size() == 2);
  CHECK(as_text(unpacked.entries[0].content) == "3");
}

TEST_CASE("the limit holds for every container") {
  const std::string zip = written(archive_write_set_format_zip, archive_write_add_filter_none,
                                  {{"p/a", std::string(100000, 'x')}});
  CHECK_THROWS_WITH_AS(unpack_archive(as_bytes(zip), 5000),
                       "unpacked size is over the limit of 5000 bytes", Error);
}

TEST_CASE("a container that nobody packs packages into is refused with one line") {
  const auto refuses = [&](int (*format)(archive*), int (*filter)(archive*)) {
    const std::string bytes = written(format, filter, kFiles);
    CHECK_THROWS_WITH_AS(unpack_archive(as_bytes(bytes), kPlenty), kRefusal, Error);
  };
  for (const auto format : {archive_write_set_format_7zip, archive_write_set_format_cpio}) {
    refuses(format, archive_write_add_filter_none);
  }
  for (const auto filter : {archive_write_add_filter_lzma, archive_write_add_filter_lzip,
                            archive_write_add_filter_compress}) {
    refuses(archive_write_set_format_ustar, filter);
  }
  const std::string disk =
      written(archive_write_set_format_iso9660, archive_write_add_filter_none, kFiles);
  CHECK_THROWS_WITH_AS(unpack(as_bytes(disk), Container::any, kPlenty),
                       "the archive has no entries", Error);
  CHECK_THROWS_WITH_AS(unpack_archive(as_bytes("just some text, no archive at all"), kPlenty),
                       kRefusal, Error);
}

TEST_CASE("a damaged container is refused") {
  CHECK_THROWS_AS(unpack_archive(as_bytes("PK\3\4 and then nothing of a zip"), kPlenty), Error);
  const std::string xz =
      written(archive_write_set_format_ustar, archive_write_add_filter_xz, kFiles);
  CHECK_THROWS_WITH_AS(unpack_archive(as_bytes(xz.substr(0, xz.size() / 2)), kPlenty), kRefusal,
                       Error);
}
