#include "cafs/merge/pack.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <memory>
#include <string_view>

#include "cafs/base/clock.h"
#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/base/source_date.h"
#include "cafs/index/row/index_table.h"
#include "cafs/index/row/row_key.h"
#include "cafs/io/directory.h"
#include "cafs/io/input_file.h"
#include "cafs/io/staging.h"
#include "cafs/merge/plan.h"
#include "cafs/tarball/tar_member.h"

namespace cafs {

namespace {

constexpr std::size_t kFrame = 8 << 20;
constexpr unsigned kMostFrames = 16;  // at a time: they take memory

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

std::size_t checked(std::size_t result) {
  if (ZSTD_isError(result)) throw Error(fmt::format("zstd: {}", ZSTD_getErrorName(result)));
  return result;
}

/// One frame.
ByteBuffer compress(ByteView bytes) {
  const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  if (!context) throw std::bad_alloc();
  checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1));
  ByteBuffer frame;
  frame.reserve(ZSTD_compressBound(bytes.size()));
  frame.resize(checked(
      ZSTD_compress2(context.get(), frame.data(), frame.capacity(), bytes.data(), bytes.size())));
  return frame;
}

/// A new file of zstd frames, for 8 MiB of input each. What is written to it is compressed by all
/// threads, at zstd's default level. The bytes do not depend on the number of threads. (zstd's own
/// threads would do, but a static libzstd may be built without them.)
class ZstdFile {
 public:
  /// Creates `directory`/`name`. Throws std::system_error.
  ZstdFile(const Directory& directory, const std::string& name, Workers& workers);
  ZstdFile(const ZstdFile&) = delete;
  ZstdFile& operator=(const ZstdFile&) = delete;

  /// Throws std::system_error, Error, Interrupted. Takes some 20 MiB of memory for each thread, up
  /// to 16 of them.
  void write(ByteView bytes);

  /// Writes what is left, and closes the file.
  void finish();

 private:
  void flush();

  std::string path_;
  Fd fd_;
  Workers& workers_;
  std::size_t room_;
  ByteBuffer pending_;
};

ZstdFile::ZstdFile(const Directory& directory, const std::string& name, Workers& workers)
    : path_(directory.path() + "/" + name),
      fd_(::openat(directory.fd(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)),
      workers_(workers),
      room_(kFrame * std::min(workers.jobs(), kMostFrames)) {
  if (!fd_) throw_errno("open", path_);
}

void ZstdFile::write(ByteView bytes) {
  while (!bytes.empty()) {
    const std::size_t some = std::min(bytes.size(), room_ - pending_.size());
    pending_.append(bytes.first(some));
    bytes = bytes.subspan(some);
    if (pending_.size() == room_) flush();
  }
}

void ZstdFile::flush() {
  std::vector<ByteBuffer> frames((pending_.size() + kFrame - 1) / kFrame);
  workers_.for_each(frames.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const ByteView rest = pending_.view().subspan(i * kFrame);
    frames[i] = compress(rest.first(std::min(rest.size(), kFrame)));
  });
  for (const ByteBuffer& frame : frames) write_all(fd_, frame.view(), path_);
  pending_.resize(0);
}

void ZstdFile::finish() {
  flush();
  if (!fd_.close()) throw_errno("close", path_);
}

constexpr const char* kFileName = "pnpm-store.tar.zst";

/// The time of every member if SOURCE_DATE_EPOCH gives none, by the convention of reproducible
/// builds.
constexpr std::int64_t kTime = 1;

/// Writes a plan's members in the order of their paths.
class Packing {
 public:
  Packing(const MergePlan& plan, StoreKind kind, ZstdFile& out, std::int64_t time,
          Progress& progress)
      : plan_(plan),
        kind_(kind),
        version_(kind.version->directory),
        out_(out),
        time_(time),
        progress_(progress) {}

  void run() {
    directory(version_);
    add_indexes_before("files/");
    directory(below_version("files"));
    for (const ContentMap& shard : plan_.shards()) add_shard(shard);
    while (next_index_ != plan_.indexes().end()) add_next_index();
    if (kind_.has_database()) add_database();
    out_.write(as_bytes(tar_end()));
  }

 private:
  std::string below_version(const std::string& path) const {
    return fmt::format("{}/{}", version_, path);
  }

  void member(const std::string& path, bool executable, ByteView content) {
    static constexpr std::array<std::byte, 512> kZeros{};
    out_.write(as_bytes(tar_member_header({path, executable, content.size(), time_})));
    out_.write(content);
    out_.write(ByteView(kZeros).first(tar_padding(content.size())));
  }

  void directory(const std::string& path) {
    member(path + "/", false, {});
    last_directory_ = path;
  }

  /// Adds the directories that `path` lies in, where they are new.
  void parents(const std::string& path) {
    for (std::size_t end = path.find('/'); end != path.npos; end = path.find('/', end + 1)) {
      const std::string parent = below_version(path.substr(0, end));
      const bool known = last_directory_ == parent || last_directory_.starts_with(parent + "/");
      if (!known) directory(parent);
    }
  }

  /// As SQL statements, which the hooks of nixpkgs read.
  void add_database() {
    IndexRows rows;
    for (const auto& [path, index] : plan_.indexes()) {
      if (is_marker(path)) continue;
      const std::string text = plan_.index_text(path, index);
      const KeyedRow keyed = keyed_row(text);
      rows.emplace(keyed.key, keyed.row);
    }
    member(below_version(fmt::format("{}.sql", kDatabaseName)), false, as_bytes(index_sql(rows)));
  }

  /// In v3, indexes lie among the content files.
  void add_indexes_before(std::string_view path) {
    while (next_index_ != plan_.indexes().end() && next_index_->first < path) add_next_index();
  }

  void add_next_index() {
    const auto& [path, index] = *next_index_++;
    if (kind_.has_database() && !is_marker(path)) return;
    parents(path);
    member(below_version(path), false, as_bytes(plan_.index_text(path, index)));
  }

  void add_shard(const ContentMap& shard) {
    std::map<std::string, const PlannedFile*> files;
    for (const PlannedFile& file : shard.files()) {
      files.emplace(content_path(file.name.digest, file.name.executable), &file);
    }
    for (const auto& [path, file] : files) {
      add_indexes_before(path);
      parents(path);
      add_file(path, *file);
    }
  }

  void add_file(const std::string& path, const PlannedFile& file) {
    throw_if_interrupted();
    plan_.naming(file.fragment, [&] {
      const InputFile input(plan_.fragments()[file.fragment].path + "/" + path);
      member(below_version(path), file.name.executable == Executable::yes, input.bytes());
    });
    progress_.count(file.size);
  }

  const MergePlan& plan_;
  const StoreKind kind_;
  const std::string version_;
  ZstdFile& out_;
  std::int64_t time_;
  Progress& progress_;
  std::map<std::string, PlannedIndex>::const_iterator next_index_ = plan_.indexes().begin();
  std::string last_directory_;
};

void write_archive(const MergePlan& plan, const std::string& out, std::int64_t time,
                   const MergeOptions& options, Workers& workers, Progress& progress) {
  const bool synced = options.durability == Durability::synced;
  MadeDirectories made(out);
  const Directory directory = Directory::open(out);
  remove_abandoned(directory);
  const Staging staging(directory);
  ZstdFile file(staging.directory(), kFileName, workers);
  Packing(plan, options.kinds.front(), file, time, progress).run();
  file.finish();
  if (synced) sync_file_system(directory);
  staging.directory().rename(kFileName, directory, kFileName);
  if (synced) sync_file_system(directory);
  made.keep();
}

}  // namespace

MergeReport pack(const std::string& out, const std::vector<std::string>& fragments,
                 const MergeOptions& options, Workers& workers, Progress& progress) {
  const std::int64_t time = source_date_epoch().value_or(kTime);
  if (options.dry_run) return merge(out, fragments, options, workers, progress);
  Clock clock;
  const MergePlan plan(fragments, options.kinds.front().version, options.all, workers, progress);
  plan.check_apart(out);
  MergeReport report = plan.report();
  report.reading_seconds = clock.lap();
  progress.begin("packing", report.files, report.bytes);
  write_archive(plan, out, time, options, workers, progress);
  report.placing_seconds = clock.lap();
  return report;
}

}  // namespace cafs
