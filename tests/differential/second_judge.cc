#include "tests/differential/second_judge.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <clocale>
#include <map>
#include <memory>

#include "cafs/base/error.h"
#include "cafs/hash/hash.h"
#include "cafs/text/json.h"

namespace cafs::tests {

namespace {

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using ArchivePtr = std::unique_ptr<archive, FreeArchive>;

void check(archive* reader, long long result) {
  if (result < 0) throw Error(archive_error_string(reader));
}

std::string content_of(archive* reader) {
  std::string content;
  std::array<char, 1 << 14> buffer;
  for (;;) {
    const auto got = archive_read_data(reader, buffer.data(), buffer.size());
    check(reader, got);
    if (got == 0) return content;
    content.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

std::string described(archive* reader, archive_entry* member) {
  return sha512(as_bytes(content_of(reader))).hex() +
         ((archive_entry_perm(member) & 0111) != 0 ? "-exec" : "");
}

using Files = std::map<std::string, std::string>;

Files files_of(ByteView tarball) {
  const ArchivePtr reader(archive_read_new());
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_format_tar(reader.get());
  check(reader.get(), archive_read_open_memory(reader.get(), tarball.data(), tarball.size()));
  Files files;
  archive_entry* member = nullptr;
  for (;;) {
    const int result = archive_read_next_header(reader.get(), &member);
    if (result == ARCHIVE_EOF) return files;
    check(reader.get(), result);
    if (archive_entry_filetype(member) != AE_IFREG) continue;
    files[archive_entry_pathname_utf8(member)] = described(reader.get(), member);
  }
}

std::string quoted(const std::string& text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace

std::string read_by_libarchive(ByteView tarball) {
  static const char* const locale = std::setlocale(LC_CTYPE, "C.UTF-8");  // for names
  try {
    if (!locale) throw Error("no locale C.UTF-8");
    std::string out = "{";
    for (const auto& [path, file] : files_of(tarball)) {
      out += (out.size() > 1 ? "," : "") + quoted(path) + ":" + quoted(file);
    }
    return out + "}";
  } catch (const Error& e) {
    return quoted(e.what());
  }
}

}  // namespace cafs::tests
