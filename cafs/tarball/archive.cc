#include "cafs/tarball/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "cafs/base/error.h"
#include "cafs/tarball/bzip2.h"
#include "cafs/tarball/container.h"
#include "cafs/tarball/entry_path.h"
#include "cafs/tarball/zip.h"

namespace cafs {

namespace {

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using ArchivePtr = std::unique_ptr<archive, FreeArchive>;

[[noreturn]] void refuse(archive* reader) {
  const char* const why = archive_error_string(reader);
  throw Error(fmt::format("libarchive: {}", why ? why : "unreadable archive"));
}

void check(archive* reader, int result) {
  if (result < ARCHIVE_WARN) refuse(reader);
}

/// A zip is read by its central directory, or else refused: nothing else in it has the modes.
void support_formats(archive* reader) {
  check(reader, archive_read_support_format_tar(reader));
  check(reader, archive_read_support_format_zip_seekable(reader));
}

/// These filters are part of libarchive itself; others would start programs.
void support_filters(archive* reader) {
  check(reader, archive_read_support_filter_bzip2(reader));
  check(reader, archive_read_support_filter_gzip(reader));
  check(reader, archive_read_support_filter_xz(reader));
  check(reader, archive_read_support_filter_zstd(reader));
}

/// Opening recognises the format. libarchive does not tell an unknown one from a damaged one.
void check_opened(archive* reader, int result) {
  if (result == ARCHIVE_FATAL && archive_format(reader) == 0) {
    throw Error("not a zip or tar archive (plain, gzip, bzip2, xz or zstd), or a damaged one");
  }
  check(reader, result);
}

enum class Reading { members, filtered_bytes };

ArchivePtr open_archive(ByteView package, Reading reading) {
  ArchivePtr reader(archive_read_new());
  if (!reader) throw std::bad_alloc();
  support_filters(reader.get());
  if (reading == Reading::members) {
    support_formats(reader.get());
  } else {
    check(reader.get(), archive_read_support_format_raw(reader.get()));
  }
  check_opened(reader.get(),
               archive_read_open_memory(reader.get(), package.data(), package.size()));
  return reader;
}

/// The next member, or null at the end.
archive_entry* next_member(archive* reader) {
  archive_entry* member = nullptr;
  const int result = archive_read_next_header(reader, &member);
  if (result == ARCHIVE_EOF) return nullptr;
  check(reader, result);
  return member;
}

/// Adds the data of the current member to `out`.
void append_data(archive* reader, std::uint64_t limit, ByteBuffer& out) {
  constexpr std::size_t kStep = 1 << 18;
  for (;;) {
    const std::size_t start = out.size();
    if (out.capacity() - start < kStep) out.reserve(std::max(2 * out.capacity(), start + kStep));
    const auto got = archive_read_data(reader, out.data() + start, kStep);
    if (got < 0) refuse(reader);  // a warning, too: it comes in place of bytes
    if (got == 0) return;
    out.resize(start + static_cast<std::size_t>(got));
    if (out.size() > limit) throw OverLimit(limit);
  }
}

/// The name's bytes as they are in the archive, else as libarchive converts them to UTF-8.
std::string_view member_name(archive_entry* member) {
  const char* name = archive_entry_pathname(member);
  if (!name) name = archive_entry_pathname_utf8(member);
  if (!name) throw Error("an entry has a name that cannot be read");
  return name;
}

/// A file whose content is `size` bytes from `offset` of the storage, which may still move.
struct Member {
  std::string path;
  std::int64_t mode;
  std::size_t offset, size;
};

/// Collects members; of those with one path the last counts, at the place of the first.
class Members {
 public:
  void add(Member member) {
    const auto [known, is_new] = positions_.try_emplace(member.path, members_.size());
    if (is_new) return members_.push_back(std::move(member));
    members_[known->second] = std::move(member);
  }

  std::vector<Entry> entries(ByteView storage) && {
    std::vector<Entry> result;
    result.reserve(members_.size());
    for (Member& member : members_) {
      result.push_back({.path = std::move(member.path),
                        .mode = member.mode,
                        .content = storage.subspan(member.offset, member.size)});
    }
    return result;
  }

 private:
  std::vector<Member> members_;
  std::unordered_map<std::string, std::size_t> positions_;
};

/// The zip in a package that is not compressed.
std::optional<ByteBuffer> zip_in(ByteView package) {
  if (is_bzip2(package) || is_xz(package) || is_zstd(package)) return std::nullopt;
  return plain_zip(package);
}

bool is_tar(archive* reader) {
  return (archive_format(reader) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_TAR;
}

/// Reads files one after the other.
class FileCollector {
 public:
  FileCollector(archive* reader, std::uint64_t limit) : reader_(reader), limit_(limit) {}

  void add_file(archive_entry* member, std::string path) {
    const std::size_t offset = start(member, std::move(path));
    append_data(reader_, limit_, unpacked_.storage);
    finish(offset);
  }

  void add_link(archive_entry* member, std::string path) {
    const char* const target = archive_entry_symlink(member);
    const std::size_t offset = start(member, std::move(path));
    unpacked_.storage.append(as_bytes(target ? target : ""));
    finish(offset);
  }

  Unpacked unpacked() && {
    unpacked_.entries = std::move(members_).entries(unpacked_.storage.view());
    return std::move(unpacked_);
  }

 private:
  std::size_t start(archive_entry* member, std::string path) {
    const std::size_t offset = unpacked_.storage.size();
    file_ = {std::move(path), archive_entry_perm(member) & 0777, offset, 0};
    return offset;
  }

  void finish(std::size_t offset) {
    file_.size = unpacked_.storage.size() - offset;
    members_.add(std::move(file_));
  }

  archive* reader_;
  std::uint64_t limit_;
  Unpacked unpacked_;
  Members members_;
  Member file_{};
};

Unpacked unpack_members(archive* reader, archive_entry* member, std::uint64_t limit,
                        const PackageRules& rules) {
  FileCollector files(reader, limit);
  for (; member; member = next_member(reader)) {
    if (archive_entry_filetype(member) != AE_IFREG) continue;
    files.add_file(member, entry_path(member_name(member), rules));
  }
  return std::move(files).unpacked();
}

}  // namespace

// libarchive decompresses; the tar is read by pnpm's rules.
Unpacked unpack_compressed_tar(ByteView package, std::uint64_t limit, const PackageRules& rules) {
  const ArchivePtr reader = open_archive(package, Reading::filtered_bytes);
  Unpacked unpacked;
  if (next_member(reader.get())) append_data(reader.get(), limit, unpacked.storage);
  unpacked.entries = read_tar(unpacked.storage.view(), rules);
  return unpacked;
}

Unpacked unpack_archive(ByteView package, std::uint64_t limit, const PackageRules& rules) {
  const auto zip = zip_in(package);
  if (zip) package = zip->view();
  const ArchivePtr reader = open_archive(package, Reading::members);
  archive_entry* const first = next_member(reader.get());
  if (!first) throw Error("the archive has no entries");
  if (is_tar(reader.get())) return unpack_compressed_tar(package, limit, rules);
  return unpack_members(reader.get(), first, limit, rules);
}

Unpacked unpack_zip_files(ByteView zip, std::uint64_t limit, const ZipPath& path_of) {
  if (const auto place = find_zip(zip); place && !place->has_entries) return {};
  const auto plain = plain_zip(zip);
  if (!plain) throw Error("the zip is damaged, or cut off");
  const ArchivePtr reader = open_archive(plain->view(), Reading::members);
  FileCollector files(reader.get(), limit);
  while (archive_entry* const member = next_member(reader.get())) {
    const auto type = archive_entry_filetype(member);
    if (type != AE_IFREG && type != AE_IFLNK) continue;
    const auto path = path_of(member_name(member));
    if (path && type == AE_IFREG) files.add_file(member, *path);
    if (path && type == AE_IFLNK) files.add_link(member, *path);
  }
  return std::move(files).unpacked();
}

}  // namespace cafs
