#pragma once
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "cafs/base/parallel.h"
#include "cafs/base/progress.h"
#include "cafs/io/staging.h"
#include "cafs/io/symlink.h"
#include "cafs/link/found_slots.h"
#include "cafs/link/installed.h"
#include "cafs/link/link.h"
#include "cafs/link/package_set.h"
#include "cafs/link/slot_writer.h"
#include "cafs/node_modules/layout.h"

namespace cafs {

/// Writes node_modules, or what differs in an existing one.
class TreeWriter {
 public:
  /// All arguments must outlive this.
  TreeWriter(const Graph& graph, const Layout& layout, const LinkOptions& options,
             const Installed& installed, LinkReport& report);

  /// Writes packages, links and shims. `bins` are all directories of shims. `set` has the content
  /// of the packages that are written; `found` says what exists of the others.
  void write(std::vector<bool> is_written, const FoundSlots& found, PackageSet& set,
             const std::vector<BinDirectory>& bins, Workers& workers, Progress& progress);

  /// Removes links and packages that were installed, and are not wanted any more.
  void remove_stale(const std::vector<BinDirectory>& bins);

 private:
  void write_slots(const std::vector<bool>& is_written, PackageSet& set, Workers& workers,
                   Progress& progress);
  void write_slot(std::size_t node, const SlotContent& content, const Directory& store,
                  const Staging& staging);
  void keep_same_directories(std::vector<bool>& is_written, const PackageSet& set,
                             Workers& workers) const;
  bool has_same_directory(std::size_t node, const SlotContent& content) const;
  void keep_slots(const std::vector<bool>& is_written, const FoundSlots& found,
                  const PackageSet& set, Workers& workers);
  void put_outer(const std::vector<const BinDirectory*>& bins, Workers& workers);
  void put_links(std::span<const LayoutLink> links);
  bool put_shim(const Directory& directory, const std::string& name, const std::string& text);
  bool put_bin_link(const Directory& directory, const std::string& name, const std::string& target);
  void put_bins(const BinDirectory& bins);
  void remove_other_commands(const Directory& directory, const BinDirectory& bins);
  void remove_last_commands(const std::vector<BinDirectory>& bins);
  void remove_link(const std::string& modules, const std::string& alias);
  void remove_slots();
  const Directory& place_for_new();
  std::string inside(const std::string& path) const;
  Directory opened(const std::string& path) const;

  const Graph& graph_;
  const Layout& layout_;
  const LinkOptions& options_;
  const Installed& installed_;
  LinkReport& report_;
  const Directory root_;
  std::once_flag is_staging_;  // for the next two, which are made when they are needed
  std::optional<Directory> modules_;
  std::optional<Staging> staging_;
  const PlaceForNew place_ = [this]() -> const Directory& { return place_for_new(); };
  WriteCounts counts_;
  SlotWriter slots_;
  std::atomic<std::size_t> changed_{0};
};

}  // namespace cafs
