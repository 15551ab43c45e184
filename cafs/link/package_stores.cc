#include "cafs/link/package_stores.h"

#include <fmt/format.h>

#include <optional>

#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/hash/integrity.h"
#include "cafs/index/content_name.h"
#include "cafs/io/canonical_path.h"
#include "cafs/store/fragment_list.h"
#include "cafs/store/location.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

/// From this many stores on, it is faster to list what each has than to ask all of them.
constexpr std::size_t kMany = 4;

std::vector<std::string> all_fragments(const std::vector<std::string>& paths) {
  std::vector<std::string> all;
  for (const std::string& path : paths) {
    for (std::string& fragment : fragments_at(path)) all.push_back(std::move(fragment));
  }
  return all;
}

/// Whether a path stays below the directory that it is relative to.
bool stays_below(std::string_view path) {
  if (path.empty() || path.find('\0') != path.npos) return false;
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view part = path.substr(start, end - start);
    if (part.empty() || part == "." || part == "..") return false;
    start = end + 1;
  }
  return true;
}

StoredFile file_of(const IndexedFile& indexed, const IndexFormat& format) {
  StoredFile file{.path = format.path(indexed.path),
                  .origin = indexed.digest,
                  .size = indexed.size.value_or(0),
                  .is_executable = indexed.executable == Executable::yes};
  if (!stays_below(file.path)) throw Error(fmt::format("the path {} leaves it", quote(file.path)));
  return file;
}

}  // namespace

std::string StoredFile::content() const {
  if (const auto* const path_there = std::get_if<std::string>(&origin)) return *path_there;
  return content_path(std::get<Digest>(origin), static_cast<Executable>(is_executable));
}

PackageStores::PackageStores(const std::vector<std::string>& paths, StoreVersion version,
                             std::span<const Stored> wanted, Workers& workers)
    : version_(version) {
  const std::vector<std::string> all = all_fragments(paths);
  all.size() < kMany ? open(all, wanted, workers) : open_many(all, workers);
}

/// Reads only the rows that are wanted: a store may have the packages of all projects of a machine.
void PackageStores::open(const std::vector<std::string>& paths, std::span<const Stored> wanted,
                         Workers& workers) {
  const std::vector<std::string> keys =
      version_->has_rows && !paths.empty() ? keys_of(wanted, workers) : std::vector<std::string>();
  for (const std::string& path : paths)
    stores_.push_back(StoreReader::of_keys(version_path(path), version_, keys, workers));
}

void PackageStores::open_many(const std::vector<std::string>& paths, Workers& workers) {
  std::vector<std::optional<StoreReader>> opened(paths.size());
  std::vector<std::vector<std::string>> indexes(paths.size());
  workers.for_each(paths.size(), [&](std::size_t i) {
    throw_if_interrupted();
    opened[i] = StoreReader::of_version(version_path(paths[i]), version_);
    indexes[i] = opened[i]->indexes();
  });
  stores_.reserve(paths.size());
  for (auto& store : opened) stores_.push_back(std::move(*store));
  for (std::size_t i = 0; i < paths.size(); ++i) {
    for (std::string& path : indexes[i]) store_of_.try_emplace(std::move(path), &stores_[i]);
  }
}

std::string PackageStores::version_path(const std::string& root) const {
  CanonicalPaths canonical;
  return find_store(root, version_, canonical).version;
}

/// A package whose index has no name has no row either: `find` throws that error for the package.
std::vector<std::string> PackageStores::keys_of(std::span<const Stored> wanted,
                                                Workers& workers) const {
  std::vector<std::vector<IndexName>> names(wanted.size());
  workers.for_each(wanted.size(), [&](std::size_t i) {
    try {
      names[i] = names_of(wanted[i]);
    } catch (const Error&) {
      throw_if_interrupted();
    }
  });
  std::vector<std::string> keys;
  for (std::vector<IndexName>& some : names) {
    for (IndexName& name : some) keys.push_back(std::move(name.key));
  }
  return keys;
}

std::vector<IndexName> PackageStores::names_of(const Stored& stored) const {
  const PackageId id = PackageId::parse(stored.id);
  if (stored.by_id) return version_->git_hosted_index_names(id);
  if (stored.integrity.empty()) throw Error("the lockfile has no integrity of it");
  return {version_->index_name(Integrity::parse(stored.integrity), id)};
}

PackageStores::Found PackageStores::find_text(const Stored& stored) const {
  for (const IndexName& name : names_of(stored)) {
    if (!store_of_.empty()) {
      const auto found = store_of_.find(name.path);
      if (found == store_of_.end()) continue;
      if (auto text = found->second->text(name.path)) return {found->second, std::move(*text)};
      continue;
    }
    for (const StoreReader& store : stores_) {
      if (auto text = store.text(name.path)) return {&store, std::move(*text)};
    }
  }
  throw Error(stores_.size() == 1 ? fmt::format("{} does not have it", stores_.front().path())
                                  : fmt::format("none of {} stores has it", stores_.size()));
}

StoredPackage PackageStores::find(const Stored& stored) const {
  const auto [store, text] = find_text(stored);
  const IndexContents contents = version_->format.contents(text);
  StoredPackage package{
      .store = &store->directory(), .requires_build = contents.requires_build, .files = {}};
  package.files.reserve(contents.files.size());
  for (const IndexedFile& file : contents.files) {
    if (!file.is_side_effect) package.files.push_back(file_of(file, version_->format));
  }
  return package;
}

}  // namespace cafs
