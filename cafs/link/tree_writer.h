#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "cafs/base/parallel.h"
#include "cafs/base/progress.h"
#include "cafs/io/staging.h"
#include "cafs/link/installed.h"
#include "cafs/link/link.h"
#include "cafs/link/package_set.h"
#include "cafs/link/slot_writer.h"
#include "cafs/node_modules/layout.h"

namespace cafs {

/// Writes node_modules, or what is different in one that is there.
class TreeWriter {
 public:
  /// All must outlive it.
  TreeWriter(const Graph& graph, const Layout& layout, const LinkOptions& options,
             const Installed& installed, LinkReport& report);

  /// Writes packages, links and shims. `bins` are all directories of shims. Of packages that are
  /// written, `set` has the content.
  void write(const std::vector<bool>& is_written, PackageSet& set,
             const std::vector<BinDirectory>& bins, Workers& workers, Progress& progress);

  /// Removes what was installed, and is not wanted any more.
  void remove_stale(const std::vector<BinDirectory>& bins);

 private:
  void write_slots(const std::vector<bool>& is_written, PackageSet& set, Workers& workers,
                   Progress& progress);
  void write_slot(std::size_t node, const SlotContent& content, const Directory& store,
                  const Staging& staging);
  void keep_slot(std::size_t node, const BinDirectory* bins);
  void put_links(const std::vector<LayoutLink>& links);
  void put_bins(const BinDirectory& bins);
  void remove_link(const std::string& modules, const std::string& alias);
  void remove_slots();

  const Graph& graph_;
  const Layout& layout_;
  const LinkOptions& options_;
  const Installed& installed_;
  LinkReport& report_;
  WriteCounts counts_;
  SlotWriter slots_;
  std::atomic<std::size_t> changed_{0};
};

}  // namespace cafs
