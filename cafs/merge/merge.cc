// List, group, act: all that is to be placed is known before the first file is placed, so a
// fragment that cannot be read leaves no trace.
#include "cafs/merge/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/filesystem.hpp>
#include <deque>
#include <span>

#include "cafs/base/clock.h"
#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/merge/plan.h"
#include "cafs/store/location.h"
#include "cafs/store/store_set.h"

namespace cafs {

namespace {

/// Some content files of one fragment.
struct FileGroup {
  std::uint32_t fragment;
  std::span<const PlannedFile* const> files;
};

/// Groups that are small enough for all threads to end at about the same time.
std::vector<FileGroup> groups_of(const MergePlan& plan) {
  constexpr std::size_t kMost = 512;
  std::vector<FileGroup> groups;
  for (std::uint32_t i = 0; i < plan.fragments().size(); ++i) {
    for (auto files = plan.files_of(i); !files.empty();) {
      const std::size_t some = std::min(files.size(), kMost);
      groups.push_back({i, files.first(some)});
      files = files.subspan(some);
    }
  }
  return groups;
}

/// Places what a plan says.
class Placing {
 public:
  Placing(const MergePlan& plan, Store& store, const MergeOptions& options, Progress& progress)
      : plan_(plan), store_(store), progress_(progress) {
    for (std::size_t i = 0; i < plan.fragments().size(); ++i) placers_.emplace_back(options.link);
  }

  void run(Workers& workers) {
    const std::vector<FileGroup> groups = groups_of(plan_);
    workers.for_each(groups.size(), [&](std::size_t i) { place(groups[i]); });
    std::vector<const Index*> indexes;
    for (const Index& index : plan_.indexes()) indexes.push_back(&index);
    workers.for_each(indexes.size(), [&](std::size_t i) { place(*indexes[i]); });
  }

  void add_to(MergeReport& report) const {
    report.existed += existed_;
    for (std::size_t i = 0; i < kPlacements; ++i) report.placed[i] += placed_[i];
  }

 private:
  using Index = std::pair<const std::string, PlannedIndex>;

  void place(const FileGroup& group) {
    plan_.naming(group.fragment, [&] {
      const Directory from = Directory::open(plan_.fragments()[group.fragment].path);
      for (const PlannedFile* const file : group.files) place(from, *file);
    });
  }

  void place(const Directory& from, const PlannedFile& file) {
    const Executable executable = file.name.executable;
    const std::string path = content_path(file.name.digest, executable);
    const SourceFile source{&from, path, file.size, static_cast<mode_t>(file.mode)};
    const auto placed = store_.place_content(path, executable, source, placers_[file.fragment]);
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
    if (index.text || index.has_checked_at) {
      return store_.unite_index(path, plan_.index_text(path, index));
    }
    const Directory from = Directory::open(plan_.fragments()[index.fragment].path);
    const auto source = look_at(from, path);
    if (!source) throw Error(path + ": is gone");
    store_.place_index(path, *source, placers_[index.fragment]);
  }

  const MergePlan& plan_;
  Store& store_;
  Progress& progress_;
  std::deque<Placer> placers_;  // one for each fragment
  std::atomic<std::size_t> existed_{0};
  std::array<std::atomic<std::size_t>, kPlacements> placed_{};
};

/// A merge that contradicts the store is to change nothing in it.
void check_against_existing(const MergePlan& plan, const std::string& out, RowsOf rows,
                            Workers& workers) {
  const StoreVersion version = plan.version();
  const std::string path = fmt::format("{}/{}", store_root(out, version), version->directory);
  if (!boost::filesystem::exists(path)) return;
  plan.check_against(path, rows, workers);
}

/// A plan for each version, all made before the first file is placed.
std::deque<MergePlan> plans_of(const std::string& out, const std::vector<std::string>& fragments,
                               const MergeOptions& options, Workers& workers, Progress& progress) {
  std::deque<MergePlan> plans;
  for (const StoreKind& kind : options.kinds) {
    plans.emplace_back(fragments, kind.version, options.all, workers, progress);
    plans.back().check_apart(out);
  }
  return plans;
}

void place(const MergePlan& plan, Store& store, const MergeOptions& options, Workers& workers,
           Progress& progress, MergeReport& report) {
  Placing placing(plan, store, options, progress);
  const MergeReport planned = plan.report();
  progress.begin("placing", planned.files, planned.bytes);
  placing.run(workers);
  placing.add_to(report);
}

}  // namespace

MergeReport merge(const std::string& out, const std::vector<std::string>& fragments,
                  const MergeOptions& options, Workers& workers, Progress& progress) {
  Clock clock;
  const std::deque<MergePlan> plans = plans_of(out, fragments, options, workers, progress);
  MergeReport report;
  for (const MergePlan& plan : plans) plan.add_to(report);
  report.reading_seconds = clock.lap();
  // SQLite would write beside a database that it reads.
  const RowsOf rows = options.dry_run ? RowsOf::fragment : RowsOf::target;
  for (const MergePlan& plan : plans) {
    check_place(out, plan.version());
    check_against_existing(plan, out, rows, workers);
  }
  if (options.dry_run) return report;
  StoreSet stores(out, Visibility::at_the_end, options.durability, options.kinds);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    place(plans[i], stores[i], options, workers, progress, report);
  }
  report.placing_seconds = clock.lap();
  stores.publish();
  report.publishing_seconds = clock.lap();
  return report;
}

}  // namespace cafs
