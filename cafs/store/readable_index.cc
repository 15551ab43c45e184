#include "cafs/store/readable_index.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <boost/filesystem.hpp>

#include "cafs/index/store_version.h"
#include "cafs/io/file_reader.h"
#include "cafs/io/place.h"

namespace cafs {

namespace {

const std::string kFile(kDatabaseName);

FileReader reader_of(const DatabaseFile& at) {
  Fd fd(::openat(at.directory.fd(), at.name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) throw_errno("open", at.path());
  return {std::move(fd), at.path()};
}

/// Whether it is kept with a write-ahead log, even an empty one.
bool is_logged(const DatabaseFile& at, std::uint64_t size) {
  constexpr std::size_t kReadVersion = 19;  // that byte of the header
  std::array<std::byte, 20> header{};
  if (size < header.size()) return false;
  reader_of(at).read(header);
  return header[kReadVersion] == std::byte{2};
}

/// Whether a killed process has left it in the middle of a transaction.
bool is_half_done(const SqliteDatabase& database) {
  const char* const any = "SELECT 1 FROM sqlite_schema LIMIT 1";
  const int code = sqlite3_exec(database.handle(), any, nullptr, nullptr, nullptr);
  return (code & 0xff) == SQLITE_READONLY;
}

/// The path as a URI. Only these characters need an escape.
std::string uri_of(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      uri += fmt::format("%{:02x}", static_cast<unsigned>(c));
    } else {
      uri += c;
    }
  }
  return uri;
}

std::uint64_t size_of(const Directory& version) {
  const auto file = version.status(kFile);
  if (!file) throw Error(version.exists(kFile) ? "is a symbolic link to nothing" : "is gone");
  if (!file->regular) throw Error("is not a regular file");
  return file->size;
}

}  // namespace

/// Where the copy is.
struct ReadableIndex::Copy {
  Directory temporary = Directory::open(boost::filesystem::temp_directory_path().string());
  Staging staging{temporary};
};

ReadableIndex::ReadableIndex(const Directory& version)
    : flags_(SQLITE_OPEN_READONLY), size_(size_of(version)) {
  const DatabaseFile at = located(version);
  path_ = at.path();
  if (!is_logged(at, size_)) {
    if (is_half_done(connect()->database())) copy(at);
  } else if (at.directory.file_size(at.log()).value_or(0) > 0) {
    copy(at);
  } else {
    // No log has anything: SQLite may take the file for one that nobody changes.
    path_ = uri_of(path_) + "?immutable=1";
    flags_ |= SQLITE_OPEN_URI;
  }
}

/// SQLite would write beside it even to read, and nobody may be allowed to write in the store.
void ReadableIndex::copy(const DatabaseFile& from) {
  const auto copy = std::make_shared<const Copy>();
  Placer placer(Link{Placement::copy});
  size_ = 0;
  for (const std::string& name : {from.name, from.log(), from.journal()}) {
    const auto file = look_at(from.directory, name);
    if (!file) continue;
    placer.place(*file, false, copy->staging.directory(), name);
    size_ += file->size;
  }
  path_ = copy->staging.directory().path() + "/" + from.name;
  flags_ = SQLITE_OPEN_READWRITE;
  copy_ = copy;
}

std::unique_ptr<IndexConnection> ReadableIndex::connect() const {
  return std::make_unique<IndexConnection>(path_, flags_);
}

}  // namespace cafs
