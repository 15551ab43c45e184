#include "tests/support/packed.h"

#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include <memory>

namespace cafs::tests {

namespace {

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};

}  // namespace

std::vector<PackedMember> members_of(const std::string& file) {
  const std::unique_ptr<archive, FreeArchive> reader(archive_read_new());
  archive_read_support_filter_zstd(reader.get());
  archive_read_support_format_tar(reader.get());
  REQUIRE(archive_read_open_filename(reader.get(), file.c_str(), 1 << 16) == ARCHIVE_OK);
  std::vector<PackedMember> members;
  for (archive_entry* entry = nullptr;
       archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK;) {
    std::string content(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
    archive_read_data(reader.get(), content.data(), content.size());
    members.push_back({archive_entry_pathname(entry), content});
  }
  return members;
}

std::map<std::string, std::string> packed_files(const std::string& file) {
  std::map<std::string, std::string> files;
  for (const PackedMember& member : members_of(file)) {
    if (!member.path.ends_with('/')) files.emplace(member.path, member.content);
  }
  return files;
}

}  // namespace cafs::tests
