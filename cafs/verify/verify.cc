#include "cafs/verify/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "cafs/base/clock.h"
#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/index/store_version.h"
#include "cafs/io/input_file.h"
#include "cafs/io/place.h"
#include "cafs/store/store_reader.h"
#include "cafs/text/quote.h"
#include "cafs/verify/hash_all.h"

namespace cafs {

namespace {

/// What is hashed together: enough that all lanes have files, little enough for memory.
constexpr std::uint64_t kBytesAtOnce = 64 << 20;
constexpr std::size_t kFilesAtOnce = 4096;

/// A content file that is there.
struct Found {
  ContentName name;
  std::uint64_t size = 0;
  std::atomic<bool> referenced{false};

  explicit Found(const ContentName& content) : name(content) {}
  std::string path() const { return content_path(name.digest, name.executable); }
};

/// Lines that many threads add.
class Lines {
 public:
  void add(std::string line) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::move(line));
  }
  /// Each line once.
  std::vector<std::string> sorted() {
    std::sort(lines_.begin(), lines_.end());
    lines_.erase(std::unique(lines_.begin(), lines_.end()), lines_.end());
    return std::move(lines_);
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

class Verification {
 public:
  Verification(const std::string& root, StoreVersion version, Workers& workers, Progress& progress)
      : format_(version->format),
        store_(root, version, RowsOf::suspect),
        workers_(workers),
        progress_(progress) {
    store_.pass_over([this](std::string line) { damages_.add(std::move(line)); });
  }

  VerifyReport run() {
    Clock clock;
    progress_.begin("listing", shards_.size(), 0);
    workers_.for_each(shards_.size(), [this](std::size_t i) { list(i); });
    list_strangers();
    read_indexes();
    report_.reading_seconds = clock.lap();
    hash();
    report_.hashing_seconds = clock.lap();
    return finished();
  }

 private:
  using Shard = std::deque<Found>;
  using Names = std::unordered_map<std::string, Found*>;  // by path

  void list(std::size_t shard) {
    throw_if_interrupted();
    const auto add = [&](const ContentName& name) { look(shard, name); };
    const auto stranger = [&](const std::string& path) { unreferenced_.add(path); };
    store_.list_content(shard_names()[shard], add, stranger);
    progress_.count(0);
  }

  /// Notes a content file; or the damage, if it cannot be one.
  void look(std::size_t shard, const ContentName& name) {
    const std::string path = content_path(name.digest, name.executable);
    try {
      const auto file = look_at(store_.directory(), path);
      if (!file) return damages_.add(path + ": a symbolic link to nothing");
      check_mode(path, name, *file);
      Found& found = shards_[shard].emplace_back(name);
      found.size = file->size;
      names_[shard].emplace(path, &found);
    } catch (const Interrupted&) {
      throw;
    } catch (const std::exception& e) {
      damages_.add(fmt::format("{}: {}", path, e.what()));
    }
  }

  void check_mode(const std::string& path, const ContentName& name, const SourceFile& file) {
    const bool executable = name.executable == Executable::yes;
    if (is_content_mode(file.mode, executable)) return;
    const bool readable = (file.mode & 0400) != 0;
    const std::string wrong =
        !readable ? "its owner may not read it"
                  : fmt::format("the name says {}executable", executable ? "" : "not ");
    damages_.add(fmt::format("{}: mode {:o}, but {}", path, file.mode, wrong));
  }

  void list_strangers() {
    if (store_.unreadable()) damages_.add(*store_.unreadable());
    for (const std::string& path : store_.strangers()) unreferenced_.add(path);
  }

  void read_indexes() {
    const std::vector<std::string> paths = store_.indexes();
    report_.packages = paths.size();
    progress_.begin("reading indexes", paths.size(), 0);
    workers_.for_each(paths.size(), [&](std::size_t i) {
      throw_if_interrupted();
      read_index(paths[i]);
      progress_.count(0);
    });
  }

  void read_index(const std::string& path) {
    try {
      const auto text = store_.text(path);
      if (!text) throw Error("is gone");
      for (const IndexedFile& file : format_.contents(*text).files) check_record(path, file);
    } catch (const Interrupted&) {
      throw;
    } catch (const std::exception& e) {
      damages_.add(fmt::format("{}: {}", path, e.what()));
    }
  }

  void check_record(const std::string& index, const IndexedFile& file) {
    const Names& names = names_[std::to_integer<std::size_t>(file.digest.bytes()[0])];
    const std::string path = content_path(file.digest, file.executable);
    const auto found = names.find(path);
    if (found == names.end()) {
      damages_.add(fmt::format("{}: {} is missing: {}", index, quote(file.path), path));
      return;
    }
    found->second->referenced.store(true, std::memory_order_relaxed);
    if (file.size && *file.size != found->second->size) {
      damages_.add(fmt::format("{}: {} has {} bytes, not {}: {}", index, quote(file.path),
                               found->second->size, *file.size, path));
    }
  }

  /// Largest first, so that large files are hashed together.
  void hash() {
    std::vector<Found*> files;
    for (Shard& shard : shards_) {
      for (Found& file : shard) files.push_back(&file);
    }
    std::stable_sort(files.begin(), files.end(),
                     [](const Found* a, const Found* b) { return a->size > b->size; });
    report_.files = files.size();
    for (const Found* const file : files) report_.bytes += file->size;
    progress_.begin("hashing", report_.files, report_.bytes);
    for (std::size_t start = 0; start < files.size();) {
      std::uint64_t bytes = 0;
      std::size_t end = start;
      while (end < files.size() && end - start < kFilesAtOnce &&
             (end == start || bytes + files[end]->size <= kBytesAtOnce)) {
        bytes += files[end++]->size;
      }
      hash(std::span(files).subspan(start, end - start));
      start = end;
    }
  }

  void hash(std::span<Found* const> files) {
    std::deque<std::optional<InputFile>> inputs(files.size());
    workers_.for_each(files.size(), [&](std::size_t i) { open(*files[i], inputs[i]); });
    std::vector<ByteView> contents(files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (inputs[i]) contents[i] = inputs[i]->bytes();
    }
    const std::vector<Digest> digests = hash_all(contents, workers_);
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (inputs[i] && digests[i] != files[i]->name.digest) {
        damages_.add(files[i]->path() + ": its content is not what its name says");
      }
      progress_.count(files[i]->size);
    }
  }

  void open(const Found& file, std::optional<InputFile>& input) {
    throw_if_interrupted();
    try {
      input.emplace(store_.path() + "/" + file.path());
    } catch (const std::exception& e) {
      damages_.add(fmt::format("{}: {}", file.path(), e.what()));
    }
  }

  void list_unreferenced() {
    for (const Shard& shard : shards_) {
      for (const Found& file : shard) {
        if (!file.referenced) unreferenced_.add(file.path());
      }
    }
  }

  VerifyReport finished() {
    if (!store_.unreadable()) list_unreferenced();
    report_.damages = damages_.sorted();
    report_.unreferenced = unreferenced_.sorted();
    return std::move(report_);
  }

  const IndexFormat& format_;
  StoreReader store_;
  Workers& workers_;
  Progress& progress_;
  std::array<Shard, 256> shards_;
  std::array<Names, 256> names_;
  Lines damages_;
  Lines unreferenced_;
  VerifyReport report_;
};

}  // namespace

VerifyReport verify(const std::string& root, Workers& workers, Progress& progress,
                    StoreVersion version) {
  return Verification(root, version, workers, progress).run();
}

}  // namespace cafs
