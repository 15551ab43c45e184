// List, group, act: what is to be placed is known before the first file is, so a fragment that
// cannot be read leaves no trace.
#include "cafs/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/filesystem.hpp>
#include <deque>

#include "cafs/clock.h"
#include "cafs/io/interrupt.h"
#include "cafs/merge_plan.h"
#include "cafs/store.h"

namespace cafs {

namespace {

/// Places what a plan says.
class Placing {
 public:
  Placing(const MergePlan& plan, Store& store, const MergeOptions& options, Progress& progress)
      : plan_(plan), store_(store), progress_(progress) {
    for (std::size_t i = 0; i < plan.fragments().size(); ++i) placers_.emplace_back(options.link);
  }

  void run(Workers& workers) {
    workers.for_each(plan_.shards().size(), [this](std::size_t i) {
      plan_.shards()[i].for_each(
          [this](const ContentName& content, const PlannedFile& file) { place(content, file); });
    });
    std::vector<const Index*> indexes;
    for (const Index& index : plan_.indexes()) indexes.push_back(&index);
    workers.for_each(indexes.size(), [&](std::size_t i) { place(*indexes[i]); });
  }

  void report(MergeReport& report) const {
    report.existed = existed_;
    std::copy(placed_.begin(), placed_.end(), report.placed.begin());
  }

 private:
  using Index = std::pair<const std::string, PlannedIndex>;

  void place(const ContentName& content, const PlannedFile& file) {
    const auto placed = plan_.naming(file.fragment, [&] {
      return store_.place_content(content, plan_.source(content, file), placers_[file.fragment]);
    });
    if (placed) {
      ++placed_[static_cast<std::size_t>(*placed)];
    } else {
      ++existed_;
    }
    progress_.count(file.size);
  }

  void place(const Index& planned) {
    throw_if_interrupted();
    plan_.naming(planned.second.fragment, [&] { place_index(planned.first, planned.second); });
  }

  void place_index(const std::string& path, const PlannedIndex& index) {
    const std::string file = plan_.fragments()[index.fragment].path + "/" + path;
    const auto source = index.text || index.has_checked_at ? std::nullopt : look_at(file);
    if (source) return store_.place_index(path, *source, placers_[index.fragment]);
    store_.unite_index(path, plan_.index_text(path, index));
  }

  const MergePlan& plan_;
  Store& store_;
  Progress& progress_;
  std::deque<Placer> placers_;  // one for each fragment
  std::atomic<std::size_t> existed_{0};
  std::array<std::atomic<std::size_t>, kPlacements> placed_{};
};

/// A merge that contradicts the store is to change nothing in it.
void check_against_existing(const MergePlan& plan, const std::string& out, Workers& workers) {
  const std::string version = fmt::format("{}/{}", store_root(out), kStoreVersion);
  if (!boost::filesystem::exists(version)) return;
  plan.check_against(StoreReader::of_version(version), workers);
}

}  // namespace

MergeReport merge(const std::string& out, const std::vector<std::string>& fragments,
                  const MergeOptions& options, Workers& workers, Progress& progress) {
  Clock clock;
  const MergePlan plan(fragments, options.all, workers, progress);
  plan.check_apart(out);
  MergeReport report = plan.report();
  report.reading_seconds = clock.lap();
  check_against_existing(plan, out, workers);
  if (options.dry_run) return report;
  Store store(out, Visibility::at_the_end);
  Placing placing(plan, store, options, progress);
  progress.begin("placing", report.files, report.bytes);
  placing.run(workers);
  placing.report(report);
  report.placing_seconds = clock.lap();
  store.publish();
  report.publishing_seconds = clock.lap();
  return report;
}

}  // namespace cafs
