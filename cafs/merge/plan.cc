#include "cafs/merge/plan.h"

#include <fmt/format.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <numeric>

#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/index/index_contents.h"
#include "cafs/index/row/row_key.h"
#include "cafs/index/store_version.h"
#include "cafs/store/location.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

Error given_twice(const Fragment& a, const Fragment& b) {
  const std::string also = a.name == b.name ? "" : fmt::format(", also as {}", b.name);
  return Error(fmt::format("{}: given twice{}", a.name, also));
}

/// Opens the fragments, and sorts them by their paths, so that the order in which they were given
/// does not matter.
std::vector<Fragment> opened(const std::vector<std::string>& names, StoreVersion version) {
  std::vector<Fragment> fragments;
  fragments.reserve(names.size());
  CanonicalPaths paths;
  for (const std::string& name : names) {
    StorePath found = naming_fragment(name, [&] { return find_store(name, version, paths); });
    fragments.push_back({name, std::move(found.root), std::move(found.version)});
  }
  std::sort(fragments.begin(), fragments.end(),
            [](const Fragment& a, const Fragment& b) { return a.path < b.path; });
  const auto twice =
      std::adjacent_find(fragments.begin(), fragments.end(),
                         [](const Fragment& a, const Fragment& b) { return a.path == b.path; });
  if (twice != fragments.end()) throw given_twice(*twice, *std::next(twice));
  return fragments;
}

std::string read_text(const StoreReader& store, const std::string& path) {
  auto text = store.text(path);
  if (!text) throw Error(fmt::format("{}: is gone", path));
  return *std::move(text);
}

bool lies_in(const std::string& inner, const std::string& outer) {
  return inner == outer || inner.starts_with(outer == "/" ? outer : outer + "/");
}

/// Looks at the content file of a fragment. Throws Error when it is missing, unreadable or of
/// another size than its index says.
PlannedFile looked_at(const StoreReader& store, const ContentName& content,
                      std::optional<std::uint64_t> size, std::uint32_t fragment) {
  constexpr mode_t kReadable = 0444;
  const std::string path = content_path(content.digest, content.executable);
  const auto status = store.directory().status(path);
  if (!status) throw Error(path + ": is missing");
  if (!status->regular) throw Error(path + ": is not a regular file");
  if ((status->mode & kReadable) == 0) throw Error(path + ": may not be read");
  if (size && *size != status->size) {
    throw Error(fmt::format("{}: has {} bytes where its index says {}", path, status->size, *size));
  }
  return {content, status->size, fragment, status->mode};
}

std::size_t shard_of(const ContentName& content) {
  return std::to_integer<std::size_t>(content.digest.bytes()[0]);
}

}  // namespace

MergePlan::MergePlan(const std::vector<std::string>& fragments, StoreVersion version, bool all,
                     Workers& workers, Progress& progress)
    : version_(version), fragments_(opened(fragments, version)) {
  progress.begin("reading fragments", fragments_.size(), 0);
  workers.for_each(fragments_.size(), [&](std::size_t i) {
    throw_if_interrupted();
    naming(static_cast<std::uint32_t>(i),
           [&] { read_fragment(static_cast<std::uint32_t>(i), all); });
    progress.count(0);
  });
  group_by_fragment();
}

/// A counting sort: the files of one fragment are found fastest together, relative to its
/// directory.
void MergePlan::group_by_fragment() {
  first_.assign(fragments_.size() + 1, 0);
  for (const ContentMap& shard : shards_) {
    for (const PlannedFile& file : shard.files()) ++first_[file.fragment + 1];
  }
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  files_.resize(first_.back());
  std::vector<std::size_t> next = first_;
  for (const ContentMap& shard : shards_) {
    for (const PlannedFile& file : shard.files()) files_[next[file.fragment]++] = &file;
  }
}

std::span<const PlannedFile* const> MergePlan::files_of(std::uint32_t fragment) const {
  const std::span all(files_);
  return all.subspan(first_[fragment], first_[fragment + 1] - first_[fragment]);
}

void MergePlan::read_fragment(std::uint32_t number, bool all) {
  const StoreReader store = StoreReader::of_version(fragments_[number].path, version_);
  if (!store.has_index() && !all) throw Error("has no index directory");
  for (const std::string& path : store.indexes()) read_index(store, path, number);
  for (const std::string& path : store.markers()) {
    add_index(path, {.fragment = number, .text = {}}, read_text(store, path));
  }
  if (!all) return;
  const auto add = [&](const ContentName& content) { add_content(store, content, {}, number); };
  for (const std::string& shard : shard_names()) store.list_content(shard, add, [](const auto&) {});
}

void MergePlan::read_index(const StoreReader& store, const std::string& path,
                           std::uint32_t fragment) {
  try {
    const std::string text = read_text(store, path);
    const IndexContents contents = version_->format.contents(text);
    for (const IndexedFile& file : contents.files) {
      add_content(store, {file.digest, file.executable}, file.size, fragment);
    }
    PlannedIndex index{fragment, contents.has_checked_at, {}};
    if (store.is_row(path)) {
      index.text = contents.has_checked_at ? version_->format.without_checked_at(text) : text;
    }
    add_index(path, index, text);
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& e) {
    throw Error(fmt::format("{}: {}", path, e.what()));
  }
}

void MergePlan::add_content(const StoreReader& store, const ContentName& content,
                            std::optional<std::uint64_t> size, std::uint32_t fragment) {
  const std::size_t shard = shard_of(content);
  if (is_known(shard, content, size, fragment)) return;
  const PlannedFile file = looked_at(store, content, size, fragment);
  const std::lock_guard lock(shard_mutexes_[shard]);
  shards_[shard].put(file);
}

/// Whether this very file was looked at: many packages have one content under several names.
bool MergePlan::is_known(std::size_t shard, const ContentName& content,
                         std::optional<std::uint64_t> size, std::uint32_t fragment) {
  const std::lock_guard lock(shard_mutexes_[shard]);
  const PlannedFile* const known = shards_[shard].find(content);
  return known && known->fragment == fragment && (!size || *size == known->size);
}

void MergePlan::add_index(const std::string& path, const PlannedIndex& index,
                          const std::string& text) {
  const std::lock_guard lock(index_mutex_);
  const auto [known, added] = indexes_.try_emplace(path, index);
  if (added) return;
  PlannedIndex& other = known->second;
  const std::string other_text = other.text ? *other.text : file_text(path, other);
  if (other_text == text) {
    if (index.fragment < other.fragment) other = index;
    return;
  }
  try {
    other.text = united(path, other_text, text, version_);
  } catch (const Error& e) {
    throw Error(fmt::format("{} (the other is {})", e.what(), fragments_[other.fragment].name));
  }
}

void MergePlan::check_apart(const std::string& out) const {
  const fs::path root = fs::weakly_canonical(fs::absolute(out));
  const fs::path version = fs::weakly_canonical(root / std::string(version_->directory));
  for (const Fragment& fragment : fragments_) {
    for (const std::string& theirs : {fragment.root, fragment.path}) {
      for (const std::string& ours : {root.string(), version.string()}) {
        if (lies_in(ours, theirs)) {
          throw Error(fmt::format("{}: lies in the fragment {}", out, fragment.name));
        }
        if (lies_in(theirs, ours)) {
          throw Error(fmt::format("the fragment {} lies in {}", fragment.name, out));
        }
      }
    }
  }
}

/// Calls `body` with each planned index and its number. Errors name its fragment.
template <typename Body>
void MergePlan::for_each_index(Workers& workers, const Body& body) const {
  std::vector<const std::pair<const std::string, PlannedIndex>*> planned;
  planned.reserve(indexes_.size());
  for (const auto& index : indexes_) planned.push_back(&index);
  workers.for_each(planned.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const auto& path = planned[i]->first;
    const PlannedIndex& index = planned[i]->second;
    naming(index.fragment, [&] { body(i, path, index); });
  });
}

void MergePlan::check_against(const std::string& path, RowsOf rows, Workers& workers) const {
  // Reading all rows of 3,000 packages took a hundred times as long as adding one to them, and 65
  // MiB.
  const bool some = rows == RowsOf::target && version_->has_rows &&
                    fs::exists(fs::path(path) / std::string(kDatabaseName));
  const StoreReader there = some ? StoreReader::of_target(path, version_, row_keys(workers))
                                 : StoreReader::of_version(path, version_);
  for_each_index(workers,
                 [&](std::size_t, const std::string& index_path, const PlannedIndex& index) {
                   const auto existing = there.text(index_path);
                   if (!existing || existing->empty()) return;  // empty: after a loss of power
                   united(index_path, *existing, index_text(index_path, index), version_);
                 });
}

/// The keys of the planned indexes in `index.db`; empty for markers, which are no indexes.
std::vector<std::string> MergePlan::row_keys(Workers& workers) const {
  std::vector<std::string> keys(indexes_.size());
  for_each_index(workers, [&](std::size_t i, const std::string& path, const PlannedIndex& index) {
    if (is_marker(path)) return;
    const std::string text = index.text ? *index.text : file_text(path, index);
    keys[i] = keyed_row(text).key;
  });
  return keys;
}

std::string MergePlan::index_text(const std::string& path, const PlannedIndex& index) const {
  if (index.text) return *index.text;
  const std::string text = file_text(path, index);
  return index.has_checked_at ? version_->format.without_checked_at(text) : text;
}

/// The text of the index's file in the fragment.
std::string MergePlan::file_text(const std::string& path, const PlannedIndex& index) const {
  auto text = Directory::open(fragments_[index.fragment].path).read(path, kJsonPadding);
  if (!text) throw Error(fmt::format("{}: is gone", path));
  return *std::move(text);
}

MergeReport MergePlan::report() const {
  MergeReport report{.fragments = fragments_.size()};
  for (const auto& [path, index] : indexes_) report.packages += is_marker(path) ? 0u : 1u;
  report.files = files_.size();
  for (const PlannedFile* const file : files_) report.bytes += file->size;
  return report;
}

void MergePlan::add_to(MergeReport& report) const {
  const MergeReport ours = this->report();
  report.fragments = ours.fragments;
  report.packages += ours.packages;
  report.files += ours.files;
  report.bytes += ours.bytes;
}

}  // namespace cafs
