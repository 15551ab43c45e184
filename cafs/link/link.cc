#include "cafs/link/link.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem.hpp>
#include <memory>
#include <utility>

#include "cafs/base/clock.h"
#include "cafs/base/error.h"
#include "cafs/io/text_file.h"
#include "cafs/link/found_slots.h"
#include "cafs/link/found_tree.h"
#include "cafs/link/modules_state.h"
#include "cafs/link/package_set.h"
#include "cafs/link/project_manifests.h"
#include "cafs/link/project_selection.h"
#include "cafs/link/tree_facts.h"
#include "cafs/link/tree_writer.h"
#include "cafs/lockfile/package_key.h"
#include "cafs/node_modules/allowed_builds.h"
#include "cafs/node_modules/current_lockfile.h"
#include "cafs/node_modules/inferred_platform.h"
#include "cafs/node_modules/pnpm_rules.h"
#include "cafs/text/semver_range.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

class Linking {
 public:
  Linking(const Lockfile& lockfile, std::string_view text, Installed installed,
          const LinkOptions& options, Workers& workers)
      : lockfile_(lockfile),
        options_(options),
        projects_(projects_of(lockfile, options.root, *options.rules, workers)),
        installed_(std::move(installed)) {
    const Selection selected = selection();
    const PnpmRules& rules = *options.rules;
    const std::string& root = tree_root(options);
    graph_ = graph_of(lockfile, selected, rules);
    const auto lay_out = [&] {
      const auto named = hoisted_projects(projects_, graph_, options);
      layout_ = layout_of(graph_, root, options.settings, named, rules);
    };
    const auto compare = [&] {
      lock_ = current_lockfile(text, part_of(lockfile, graph_, selected), rules);
      compare_lockfile(installed_, lock_);
    };
    run_both(workers, lay_out, compare);
  }

  LinkReport run(Workers& workers, Progress& progress) {
    Clock clock;
    refuse_config_dependencies();
    const FoundSlots found = find_slots(layout_, workers);
    const std::vector<bool> is_written = missing(found);
    set_ = PackageReading(lockfile_, graph_, layout_, options_)
               .read(is_written, installed_.pending_builds, workers, progress);
    take_pending();
    std::vector<BinDirectory> bins;
    std::string state;
    const auto find_bins = [&] {
      bins = bin_directories(graph_, layout_, set_.commands, options_.settings, *options_.rules);
    };
    const auto describe = [&] {
      state = modules_state(lockfile_, graph_, layout_, projects_, options_, installed_, report_);
    };
    run_both(workers, find_bins, describe);
    mark_commands(bins);
    report_.packages = graph_.nodes.size();
    report_.skipped = graph_.skipped.size();
    report_.near_projects = near_projects(graph_, layout_);
    report_.commands = root_commands(layout_, bins);
    report_.reading_seconds = clock.lap();
    if (options_.dry_run) return plan_only(is_written);
    TreeWriter writer(graph_, layout_, options_, installed_, report_);
    forget_replaced(is_written);
    writer.write(is_written, found, set_, bins, workers, progress);
    // What is there may belong to projects that were not asked for.
    const bool is_same = installed_.is_same_lockfile && state == installed_.modules_state;
    if (!options_.importers && options_.filters.empty() && !is_same) writer.remove_stale(bins);
    write_state(state);
    report_.writing_seconds = clock.lap();
    return std::move(report_);
  }

 private:
  Selection selection() const {
    const auto is_for_platform = [this](const LockedPackage& package) {
      if (options_.platforms.empty()) return true;
      const std::string_view name = PackageKey::parse(package.key).name;
      const PlatformLists lists = options_.rules->infers_platforms
                                      ? inferred_platform(package.platforms, name)
                                      : package.platforms;
      const PlatformRules rules = options_.rules->platform_rules;
      if (options_.architectures) return is_for(*options_.architectures, lists, rules);
      return std::ranges::any_of(options_.platforms, [&](const Platform& one) {
        return is_for(architectures_of(one), lists, rules);
      });
    };
    return {.groups = options_.groups,
            .projects = selected_projects(lockfile_, projects_, options_),
            .is_exact = options_.importers.has_value(),
            .is_for_here = [this, is_for_platform](const LockedPackage& package) {
              const bool runs = options_.node_version.empty() || package.node_engine.empty() ||
                                satisfies(options_.node_version, package.node_engine,
                                          options_.rules->range_grammar);
              return runs && is_for_platform(package);
            }};
  }

  void refuse_config_dependencies() const {
    for (const Importer& importer : lockfile_.importers) {
      if (importer.config_dependencies.empty()) continue;
      throw Error(fmt::format(
          "configDependencies ({}, …) are not supported by cafs link: install with pnpm",
          importer.config_dependencies.front().name));
    }
  }

  /// Which packages are not there as they should be. A directory beside the lockfile may have
  /// changed since.
  std::vector<bool> missing(const FoundSlots& found) const {
    std::vector<bool> is_missing;
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      const GraphNode& node = graph_.nodes[i];
      is_missing.push_back(found.has_package[i] == 0 || !is_same_origin(node) ||
                           is_local_directory(*node.package));
    }
    return is_missing;
  }

  bool is_same_origin(const GraphNode& node) const {
    if (installed_.is_same_lockfile) return true;
    const auto there = installed_.origin.find(std::string(node.key));
    return there != installed_.origin.end() && there->second == origin_of(node.package->resolution);
  }

  /// Marks what pnpm makes executable.
  void mark_commands(const std::vector<BinDirectory>& bins) {
    for (const BinDirectory& directory : bins) {
      for (const BinLink& bin : directory.links) {
        if (bin.node != Edge::kNoNode) set_.contents[bin.node].add_command(bin.file);
      }
    }
    if (!options_.rules->chmods_all_commands) return;
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      for (const PackageCommand& one : set_.commands.nodes[i].commands)
        set_.contents[i].add_command(one.command.path);
    }
  }

  LinkReport plan_only(const std::vector<bool>& is_written) {
    report_.made = static_cast<std::size_t>(std::count(is_written.begin(), is_written.end(), true));
    return std::move(report_);
  }

  /// If a package is replaced by another of the same key, removes lock.yaml first: should this run
  /// end early, nobody must take the new package for the old one.
  void forget_replaced(const std::vector<bool>& is_written) const {
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      const bool is_directory = is_local_directory(*graph_.nodes[i].package);
      if (!is_written[i] || is_directory) continue;
      const bool is_there = installed_.is_same_lockfile ||
                            installed_.origin.contains(std::string(graph_.nodes[i].key));
      if (!is_there) continue;
      fs::remove(layout_.lock + "/lock.yaml");
      return;
    }
  }

  void take_pending() {
    std::vector<std::size_t> nodes;
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (set_.requires_build[i] != 0) nodes.push_back(i);
    }
    if (options_.rules->sorts_pending_builds) {
      std::sort(nodes.begin(), nodes.end(), [&](std::size_t a, std::size_t b) {
        return graph_.nodes[a].key < graph_.nodes[b].key;
      });
    }
    const std::vector<std::size_t> turns = turns_of(graph_);
    for (const std::size_t i : nodes) {
      const GraphNode& node = graph_.nodes[i];
      report_.pending_builds.push_back(
          {.key = std::string(node.key),
           .is_allowed = is_build_allowed(node.key, options_.settings, *options_.rules),
           .name = std::string(node.name),
           .directory = path_in_tree(layout_, layout_.slots[i].package),
           .is_optional = node.package->optional,
           .turn = turns[i]});
    }
  }

  void write_state(const std::string& state) const {
    const Durability durability = Durability::eventual;
    if (!has_dependencies(graph_) && !fs::exists(layout_.modules)) return;
    // If packages lie elsewhere and the root has none, nothing has made these directories.
    fs::create_directories(layout_.modules);
    fs::create_directories(layout_.lock);
    if (state != installed_.modules_state)
      write_text_file(layout_.modules + "/.modules.yaml", state, durability);
    if (installed_.is_same_lockfile && fs::exists(layout_.lock + "/lock.yaml")) return;
    write_text_file(layout_.lock + "/lock.yaml", lock_, durability);
  }

  const Lockfile& lockfile_;
  const LinkOptions& options_;
  const std::vector<ProjectManifest> projects_;
  Graph graph_;
  Layout layout_;
  std::string lock_;  // the text of lock.yaml
  Installed installed_;
  PackageSet set_;
  LinkReport report_;
};

}  // namespace

LinkReport link(const Lockfile& lockfile, std::string_view lockfile_text, Installed installed,
                const LinkOptions& options, Workers& workers, Progress& progress) {
  const auto linking =
      std::make_shared<Linking>(lockfile, lockfile_text, std::move(installed), options, workers);
  LinkReport report = linking->run(workers, progress);
  report.rest = linking;
  return report;
}

}  // namespace cafs
