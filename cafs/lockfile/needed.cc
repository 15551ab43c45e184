#include "cafs/lockfile/needed.h"

#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "cafs/lockfile/snapshot_key.h"
#include "cafs/lockfile/workspace_path.h"

namespace cafs {

namespace {

/// How a project is reached.
enum class Reached {
  selected,  ///< its linked projects are selected, too
  linked,    ///< from the root or a package: pnpm takes its links for links of the root
};

class Search {
 public:
  Search(const Lockfile& lockfile, const std::function<bool(const LockedPackage&)>& is_installed)
      : lockfile_(lockfile), is_installed_(is_installed), needed_(lockfile.packages.size(), false) {
    for (const Importer& importer : lockfile.importers) {
      importers_[importer.directory].push_back(&importer);
    }
  }

  std::vector<bool> from(const std::vector<std::string>& directories) {
    for (const std::string& directory : directories) reach(directory, Reached::selected);
    reach(".", Reached::linked);
    for (const Importer& importer : lockfile_.importers) {
      for (const Dependency& one : importer.config_dependencies) {
        if (!one.version.starts_with(kLink)) reach_snapshot(one, true);
      }
    }
    while (!projects_.empty() || !snapshots_.empty()) step();
    return std::move(needed_);
  }

 private:
  struct Project {
    std::string directory;
    Reached reached;
  };
  struct Visit {
    const Snapshot* snapshot;
    bool is_reached;  ///< from a project, through installed packages only
  };

  void step() {
    if (!projects_.empty()) {
      const Project project = std::move(projects_.back());
      projects_.pop_back();
      return follow(project);
    }
    const Visit visit = snapshots_.back();
    snapshots_.pop_back();
    follow(visit);
  }

  void reach(const std::string& directory, Reached reached) {
    if (importers_.find(directory) == importers_.end()) return;
    const std::string key = (reached == Reached::selected ? "selected " : "linked ") + directory;
    if (seen_projects_.insert(key).second) projects_.push_back({directory, reached});
  }

  void reach_below(std::string_view directory, std::string_view path, Reached reached) {
    if (const auto found = below(directory, path)) reach(*found, reached);
  }

  const Snapshot& reach_snapshot(const Dependency& dependency, bool is_reached) {
    const Snapshot& snapshot = snapshot_of(lockfile_, dependency);
    if (seen_[is_reached].insert(&snapshot).second) snapshots_.push_back({&snapshot, is_reached});
    return snapshot;
  }

  void follow(const Project& project) {
    const bool is_selected = project.reached == Reached::selected;
    for (const Importer* const importer : importers_.at(project.directory)) {
      for (const Dependency& one : importer->dependencies) {
        if (one.version.starts_with(kLink)) {
          reach_below(is_selected ? project.directory : ".", one.version.substr(kLink.size()),
                      project.reached);
          continue;
        }
        const Snapshot& snapshot = reach_snapshot(one, true);
        if (is_selected) reach_copied(snapshot);
      }
    }
  }

  /// A project that is installed by copying it is selected, too.
  void reach_copied(const Snapshot& snapshot) {
    const Resolution& resolution = lockfile_.packages[snapshot.package].resolution;
    if (resolution.type == "directory") reach_below(".", resolution.directory, Reached::selected);
  }

  void follow(const Visit& visit) {
    const LockedPackage& package = lockfile_.packages[visit.snapshot->package];
    // A package that is not optional is needed by another project, and pnpm does not skip it here
    // either.
    if (visit.is_reached || !package.optional) needed_[visit.snapshot->package] = true;
    const bool is_reached = visit.is_reached && is_installed_(package);
    for (const Dependency& one : visit.snapshot->dependencies) {
      if (one.version.starts_with(kLink)) {
        reach_below(".", one.version.substr(kLink.size()), Reached::linked);
      } else {
        reach_snapshot(one, is_reached);
      }
    }
  }

  const Lockfile& lockfile_;
  const std::function<bool(const LockedPackage&)>& is_installed_;
  std::unordered_map<std::string_view, std::vector<const Importer*>> importers_;
  std::vector<bool> needed_;
  std::vector<Project> projects_;  // still to be followed
  std::vector<Visit> snapshots_;   // the same
  std::unordered_set<std::string> seen_projects_;
  std::unordered_set<const Snapshot*> seen_[2];
};

}  // namespace

std::vector<bool> needed_packages(const Lockfile& lockfile,
                                  const std::vector<std::string>& directories,
                                  const std::function<bool(const LockedPackage&)>& is_installed) {
  return Search(lockfile, is_installed).from(directories);
}

}  // namespace cafs
