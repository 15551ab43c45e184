#include "cafs/merge_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem.hpp>
#include <cstring>

#include "cafs/error.h"
#include "cafs/format/united_index.h"
#include "cafs/io/interrupt.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

Error in_fragment(const Fragment& fragment, const std::exception& error) {
  return Error(fmt::format("cannot merge {}: {}", fragment.name, error.what()));
}

/// Calls `body` and adds the fragment's name to what goes wrong in it.
template <typename Body>
auto naming(const Fragment& fragment, const Body& body) {
  try {
    return body();
  } catch (const Interrupted&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& e) {
    throw in_fragment(fragment, e);
  }
}

/// In the order of their paths, so that it does not matter in which they were given.
std::vector<Fragment> opened(const std::vector<std::string>& names) {
  std::vector<Fragment> fragments;
  fragments.reserve(names.size());
  for (const std::string& name : names) {
    Fragment fragment{name, {}};
    fragment.path = naming(fragment, [&] { return StoreReader(name).path(); });
    fragments.push_back(std::move(fragment));
  }
  std::sort(fragments.begin(), fragments.end(),
            [](const Fragment& a, const Fragment& b) { return a.path < b.path; });
  const auto twice =
      std::adjacent_find(fragments.begin(), fragments.end(),
                         [](const Fragment& a, const Fragment& b) { return a.path == b.path; });
  if (twice != fragments.end()) throw Error(fmt::format("{}: given twice", twice->name));
  return fragments;
}

std::string read_text(const Directory& directory, const std::string& path) {
  auto text = directory.read(path);
  if (!text) throw Error(fmt::format("{}: is gone", path));
  text->reserve(text->size() + kJsonPadding);
  return *std::move(text);
}

bool lies_in(const std::string& inner, const std::string& outer) {
  return inner == outer || inner.starts_with(outer + "/");
}

std::size_t shard_of(const ContentName& content) {
  return std::to_integer<std::size_t>(content.digest.bytes()[0]);
}

}  // namespace

std::size_t ContentNameHash::operator()(const ContentName& content) const noexcept {
  std::size_t word = 0;  // of a digest, any will do but the first byte, which names the shard
  std::memcpy(&word, content.digest.bytes().data() + 8, sizeof word);
  return word + static_cast<std::size_t>(content.executable);
}

MergePlan::MergePlan(const std::vector<std::string>& fragments, bool all, Workers& workers,
                     Progress& progress)
    : fragments_(opened(fragments)) {
  progress.begin("reading fragments", fragments_.size(), 0);
  workers.for_each(fragments_.size(), [&](std::size_t i) {
    throw_if_interrupted();
    naming(fragments_[i], [&] { read_fragment(static_cast<std::uint32_t>(i), all); });
    progress.count(0);
  });
}

void MergePlan::read_fragment(std::uint32_t number, bool all) {
  const StoreReader store(fragments_[number].path);
  for (const std::string& path : store.indexes()) read_index(store, path, number);
  for (const std::string& path : store.markers()) {
    add_index(path, {.fragment = number, .text = {}}, read_text(store.directory(), path));
  }
  if (!all) return;
  const auto add = [&](const ContentName& content) {
    add_content(content, PlannedFile::kUnknown, number);
  };
  for (const std::string& shard : shard_names()) store.list_content(shard, add, [](const auto&) {});
}

void MergePlan::read_index(const StoreReader& store, const std::string& path,
                           std::uint32_t fragment) {
  try {
    const std::string text = read_text(store.directory(), path);
    const IndexContents contents = read_index_contents(text);
    for (const IndexedFile& file : contents.files) {
      const std::uint64_t size = file.size.value_or(PlannedFile::kUnknown);
      add_content({file.digest, file.executable}, size, fragment);
    }
    add_index(path, {fragment, contents.has_checked_at, {}}, text);
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& e) {
    throw Error(fmt::format("{}: {}", path, e.what()));
  }
}

void MergePlan::add_content(const ContentName& content, std::uint64_t size,
                            std::uint32_t fragment) {
  const std::size_t shard = shard_of(content);
  const std::lock_guard lock(shard_mutexes_[shard]);
  const auto [known, added] = shards_[shard].try_emplace(content, PlannedFile{size, fragment});
  if (added) return;
  PlannedFile& file = known->second;
  if (file.size == PlannedFile::kUnknown) file.size = size;
  if (size != PlannedFile::kUnknown && size != file.size) {
    throw Error(fmt::format("{} has {} bytes in one record and {} in another",
                            content_path(content.digest, content.executable), size, file.size));
  }
  file.fragment = std::min(file.fragment, fragment);
}

void MergePlan::add_index(const std::string& path, PlannedIndex index, const std::string& text) {
  const std::lock_guard lock(index_mutex_);
  const auto [known, added] = indexes_.try_emplace(path, index);
  if (added) return;
  PlannedIndex& other = known->second;
  const std::string other_text =
      other.text ? *other.text : read_text(Directory::open(fragments_[other.fragment].path), path);
  if (other_text == text) {
    other.fragment = std::min(other.fragment, index.fragment);
    return;
  }
  const std::string& other_name = fragments_[other.fragment].name;
  if (is_marker(path)) throw Error(fmt::format("{} says something else", other_name));
  try {
    other.text = unite_indexes(other_text, text);
  } catch (const Error& e) {
    throw Error(fmt::format("{} and this one: {}", other_name, e.what()));
  }
}

void MergePlan::check_apart(const std::string& out) const {
  const std::string resolved = fs::weakly_canonical(fs::absolute(out)).string();
  for (const Fragment& fragment : fragments_) {
    const std::string root = fs::path(fragment.path).parent_path().string();
    if (lies_in(resolved, root)) {
      throw Error(fmt::format("{}: lies in the fragment {}", out, fragment.name));
    }
    if (lies_in(root, resolved)) {
      throw Error(fmt::format("the fragment {} lies in {}", fragment.name, out));
    }
  }
}

SourceFile MergePlan::source(const ContentName& content, const PlannedFile& file) const {
  constexpr mode_t kReadable = 0444;
  const Fragment& fragment = fragments_[file.fragment];
  const std::string path = content_path(content.digest, content.executable);
  const auto bad = [&](std::string_view why) {
    return Error(fmt::format("cannot merge {}: {}: {}", fragment.name, path, why));
  };
  try {
    auto source = look_at(fragment.path + "/" + path);
    if (!source) throw bad("is missing");
    if ((source->mode & kReadable) == 0) throw bad("may not be read");
    if (file.size != PlannedFile::kUnknown && source->size != file.size) {
      throw bad(fmt::format("has {} bytes where its index says {}", source->size, file.size));
    }
    return *std::move(source);
  } catch (const std::system_error& e) {
    throw bad(e.what());
  }
}

std::string MergePlan::index_text(const std::string& path, const PlannedIndex& index) const {
  if (index.text) return *index.text;
  const Fragment& fragment = fragments_[index.fragment];
  return naming(fragment, [&] {
    const std::string text = read_text(Directory::open(fragment.path), path);
    return index.has_checked_at ? without_checked_at(text) : text;
  });
}

std::size_t MergePlan::file_count() const {
  std::size_t count = 0;
  for (const Shard& shard : shards_) count += shard.size();
  return count;
}

std::uint64_t MergePlan::byte_count() const {
  std::uint64_t count = 0;
  for (const Shard& shard : shards_) {
    for (const auto& [name, file] : shard)
      count += file.size == PlannedFile::kUnknown ? 0 : file.size;
  }
  return count;
}

}  // namespace cafs
