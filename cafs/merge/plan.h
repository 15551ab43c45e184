#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cafs/base/in_context.h"
#include "cafs/base/parallel.h"
#include "cafs/base/progress.h"
#include "cafs/index/content_name.h"
#include "cafs/index/store_version.h"
#include "cafs/io/place.h"
#include "cafs/merge/content_map.h"
#include "cafs/store/store_reader.h"

namespace cafs {

/// What a merge did, or would do.
struct MergeReport {
  std::size_t fragments = 0;
  std::size_t packages = 0;
  std::size_t files = 0;                          ///< content files, each once
  std::uint64_t bytes = 0;                        ///< of those files
  std::size_t existed = 0;                        ///< of those files, in the store before
  std::array<std::size_t, kPlacements> placed{};  ///< of those files, by how they got there
  double reading_seconds = 0;
  double placing_seconds = 0;
  double publishing_seconds = 0;
};

/// A store to be merged.
struct Fragment {
  std::string name;  ///< as it was given
  std::string root;  ///< where that is: absolute, without symbolic links
  std::string path;  ///< of its version's directory, likewise
};

/// Calls `body` and adds the fragment's name to its errors.
template <typename Body>
auto naming_fragment(const std::string& name, const Body& body) {
  return in_context("cannot merge " + name, body);
}

/// A package index, or marker, that the merged store is to have.
struct PlannedIndex {
  std::uint32_t fragment = 0;       ///< that it is to come from
  bool has_checked_at = false;      ///< which is to be removed
  std::optional<std::string> text;  ///< where it is no file: a row, or united from several
};

/// What a merge has to place: every index of the fragments, and every content file once. It does
/// not depend on the order in which fragments were given, nor on the number of threads.
class MergePlan {
 public:
  /// Reads the indexes of all fragments, and looks at every content file that they name; with
  /// `all`, at every content file that they have. Throws Error, naming the fragment, for one that
  /// is no store or was given twice, for an index that cannot be read, or that contradicts another,
  /// and for a content file that is missing, unreadable or of another size than its index says;
  /// Interrupted.
  MergePlan(const std::vector<std::string>& fragments, StoreVersion version, bool all,
            Workers& workers, Progress& progress);

  const std::vector<Fragment>& fragments() const { return fragments_; }
  const std::array<ContentMap, 256>& shards() const { return shards_; }

  /// The content files that are to come from a fragment, shard by shard.
  std::span<const PlannedFile* const> files_of(std::uint32_t fragment) const;

  /// By path, relative to the version's directory.
  const std::map<std::string, PlannedIndex>& indexes() const { return indexes_; }

  StoreVersion version() const { return version_; }

  /// Fragments, packages, files and bytes.
  MergeReport report() const;

  /// Adds them to what other versions have of the same fragments.
  void add_to(MergeReport& report) const;

  /// Throws Error where the store `out`, or its version's directory, lies in a fragment, or a
  /// fragment in it.
  void check_apart(const std::string& out) const;

  /// Checks every planned index against the one that a store has, if it has one; `path` is that of
  /// its version's directory. Throws Error, naming the fragment, where they contradict each other.
  /// `rows`: target, or fragment, where nothing may be written there.
  void check_against(const std::string& path, RowsOf rows, Workers& workers) const;

  /// Calls `body` and adds the fragment's name to its errors.
  template <typename Body>
  auto naming(std::uint32_t fragment, const Body& body) const {
    return naming_fragment(fragments_[fragment].name, body);
  }

  /// What the planned index says.
  std::string index_text(const std::string& path, const PlannedIndex& index) const;

 private:
  void read_fragment(std::uint32_t number, bool all);
  void group_by_fragment();
  template <typename Body>
  void for_each_index(Workers& workers, const Body& body) const;
  std::vector<std::string> row_keys(Workers& workers) const;
  std::string file_text(const std::string& path, const PlannedIndex& index) const;
  void read_index(const StoreReader& store, const std::string& path, std::uint32_t fragment);
  void add_content(const StoreReader& store, const ContentName& content,
                   std::optional<std::uint64_t> size, std::uint32_t fragment);
  bool is_known(std::size_t shard, const ContentName& content, std::optional<std::uint64_t> size,
                std::uint32_t fragment);
  void add_index(const std::string& path, const PlannedIndex& index, const std::string& text);

  const StoreVersion version_;
  std::vector<Fragment> fragments_;
  std::array<ContentMap, 256> shards_;
  std::array<std::mutex, 256> shard_mutexes_;
  std::vector<const PlannedFile*> files_;  // of all shards, by fragment
  std::vector<std::size_t> first_;         // of each fragment, in files_; and the end
  std::map<std::string, PlannedIndex> indexes_;
  std::mutex index_mutex_;
};

}  // namespace cafs
