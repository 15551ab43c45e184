#include "cafs/link/tree_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <unordered_set>

#include "cafs/base/in_context.h"
#include "cafs/base/interrupt.h"
#include "cafs/io/inside.h"
#include "cafs/io/symlink.h"
#include "cafs/link/same_content.h"
#include "cafs/link/stale_commands.h"
#include "cafs/node_modules/pnpm_rules.h"

namespace cafs {

namespace {

constexpr mode_t kCommand = 0777;

/// How many links of a directory one task puts at most.
constexpr std::size_t kLinksAtOnce = 128;

std::string_view parent_of(std::string_view path) { return path.substr(0, path.rfind('/')); }

/// Adds the links in parts of at most that size.
void append_parts(std::vector<std::span<const LayoutLink>>& parts,
                  std::span<const LayoutLink> links) {
  for (; links.size() > kLinksAtOnce; links = links.subspan(kLinksAtOnce))
    parts.push_back(links.first(kLinksAtOnce));
  if (!links.empty()) parts.push_back(links);
}

}  // namespace

TreeWriter::TreeWriter(const Graph& graph, const Layout& layout, const LinkOptions& options,
                       const Installed& installed, LinkReport& report)
    : graph_(graph),
      layout_(layout),
      options_(options),
      installed_(installed),
      report_(report),
      root_(Directory::open(layout.root)),
      slots_(options.import, *options.rules, options.settings.prefer_symlinked_executables,
             counts_) {}

/// A path below the root, relative to it.
std::string TreeWriter::inside(const std::string& path) const {
  return path.substr(layout_.root.size() + 1);
}

/// A directory below the root, made if it is missing.
Directory TreeWriter::opened(const std::string& path) const {
  return make_inside(root_, inside(path));
}

/// In the node_modules of the root: what a killed run left there is removed by the next.
const Directory& TreeWriter::place_for_new() {
  std::call_once(is_staging_, [this] {
    modules_.emplace(opened(layout_.modules));
    staging_.emplace(*modules_);
  });
  return staging_->directory();
}

void TreeWriter::write(std::vector<bool> is_written, const FoundSlots& found, PackageSet& set,
                       const std::vector<BinDirectory>& bins, Workers& workers,
                       Progress& progress) {
  std::unordered_map<std::string_view, const BinDirectory*> outer;
  for (const BinDirectory& one : bins) outer[one.path] = &one;
  for (std::size_t i = 0; i < layout_.slots.size(); ++i) {
    const auto inner = outer.find(layout_.slots[i].package + "/node_modules/.bin");
    if (inner == outer.end()) continue;
    set.contents[i].bins = inner->second;
    outer.erase(inner);
  }
  keep_same_directories(is_written, set, workers);
  write_slots(is_written, set, workers, progress);
  keep_slots(is_written, found, set, workers);
  if (options_.rules->makes_hidden_modules && !layout_.hoisted.empty())
    opened(layout_.hidden_modules());
  std::vector<const BinDirectory*> others;
  others.reserve(outer.size());
  for (const auto& [path, one] : outer) others.push_back(one);
  put_outer(others, workers);
  report_.changed = changed_;
  const Written written = counts_.total();
  report_.bytes = written.bytes;
  report_.placed = written.placed;
  report_.left_out = written.left_out;
}

/// A directory beside the lockfile is copied again only if it has changed since.
void TreeWriter::keep_same_directories(std::vector<bool>& is_written, const PackageSet& set,
                                       Workers& workers) const {
  std::vector<std::size_t> nodes;
  for (std::size_t i = 0; i < is_written.size(); ++i) {
    if (is_written[i] && is_local_directory(*graph_.nodes[i].package)) nodes.push_back(i);
  }
  std::vector<char> is_same(nodes.size());
  workers.for_each(nodes.size(), [&](std::size_t i) {
    is_same[i] = has_same_directory(nodes[i], set.contents[nodes[i]]) ? 1 : 0;
  });
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (is_same[i] != 0) is_written[nodes[i]] = false;
  }
}

bool TreeWriter::has_same_directory(std::size_t node, const SlotContent& content) const {
  const auto package = find_inside(root_, inside(layout_.slots[node].package));
  return package && has_same_content(*package, content, slots_);
}

void TreeWriter::write_slots(const std::vector<bool>& is_written, PackageSet& set, Workers& workers,
                             Progress& progress) {
  std::vector<std::size_t> nodes;
  for (std::size_t i = 0; i < is_written.size(); ++i) {
    if (is_written[i]) nodes.push_back(i);
  }
  if (nodes.empty()) return;
  // The largest first: no thread is left with one of them at the end.
  std::stable_sort(nodes.begin(), nodes.end(), [&](std::size_t a, std::size_t b) {
    return set.contents[a].package.files.size() > set.contents[b].package.files.size();
  });
  const Directory store = opened(layout_.virtual_store);
  const Staging staging(store);
  progress.begin("linking packages", nodes.size(), 0, "packages");
  workers.for_each(nodes.size(), [&](std::size_t i) {
    SlotContent& content = set.contents[nodes[i]];
    write_slot(nodes[i], content, store, staging);
    content.package.files = {};  // freed here by many threads; at the end there is only one
    progress.count(0);
  });
  report_.made = nodes.size();
}

/// Writes a package. An existing one of the same name has other content, or was not completed: it
/// is replaced.
void TreeWriter::write_slot(std::size_t node, const SlotContent& content, const Directory& store,
                            const Staging& staging) {
  const Slot& slot = layout_.slots[node];
  const Directory& building = staging.directory();
  in_context(fmt::format("cannot link {}", graph_.nodes[node].key),
             [&] { slots_.write(slot, content, building); });
  if (building.rename_new(slot.directory, store, slot.directory)) return;
  store.rename(slot.directory, building, fmt::format("{}.old", node));
  building.rename(slot.directory, store, slot.directory);
}

/// Puts the links and shims of packages that are there already.
void TreeWriter::keep_slots(const std::vector<bool>& is_written, const FoundSlots& found,
                            const PackageSet& set, Workers& workers) {
  workers.for_each(is_written.size(), [&](std::size_t i) {
    throw_if_interrupted();
    if (is_written[i]) return;
    if (found.has_links[i] == 0) put_links(layout_.slots[i].links);
    if (set.contents[i].bins) put_bins(*set.contents[i].bins);
  });
}

/// Puts the links and shims outside of packages.
void TreeWriter::put_outer(const std::vector<const BinDirectory*>& bins, Workers& workers) {
  std::vector<std::span<const LayoutLink>> parts;
  append_parts(parts, layout_.hoisted_links);
  for (const auto& links : layout_.projects) append_parts(parts, links);
  workers.for_each(parts.size() + bins.size(), [&](std::size_t i) {
    throw_if_interrupted();
    if (i < parts.size()) return put_links(parts[i]);
    put_bins(*bins[i - parts.size()]);
  });
}

void TreeWriter::put_links(std::span<const LayoutLink> links) {
  std::optional<Directory> directory;
  for (const LayoutLink& link : links) {
    const std::string_view parent = parent_of(link.path);
    if (!directory || directory->path() != parent) directory = opened(std::string(parent));
    const std::string name = link.path.substr(parent.size() + 1);
    const std::string target = link.relative_target();
    // Making a link that is there already fails, at twice the cost of looking.
    if (installed_.is_same_lockfile && read_link(*directory, name) == target) continue;
    const Found found = put_link(*directory, name, target, place_);
    if (found == Found::as_wanted) continue;
    if (found == Found::different) remove_unfinished(*directory);
    changed_.fetch_add(1, std::memory_order_relaxed);
  }
}

/// Writes a shim, unless it is there. Tells whether it was.
bool TreeWriter::put_shim(const Directory& directory, const std::string& name,
                          const std::string& text) {
  if (directory.read(name) == text) return true;
  if (!directory.write_new(name, as_bytes(text), kCommand))
    put_file(directory, name, as_bytes(text), kCommand, place_);
  return false;
}

/// Makes a link to a command, unless it is there; it replaces the shim of another setting. Tells
/// whether the link was there.
bool TreeWriter::put_bin_link(const Directory& directory, const std::string& name,
                              const std::string& target) {
  if (!read_link(directory, name)) remove_stale_commands(directory, {name}, {});
  return put_link(directory, name, target, place_) == Found::as_wanted;
}

void TreeWriter::put_bins(const BinDirectory& bins) {
  const bool are_links = options_.settings.prefer_symlinked_executables;
  const Directory directory = opened(bins.path);
  for (const BinLink& bin : bins.links) {
    const bool is_link = stands_as_link(bin, are_links, *options_.rules);
    const std::string text = bin_text(bin, *options_.rules, is_link);
    const bool was_there =
        is_link ? put_bin_link(directory, bin.name, text) : put_shim(directory, bin.name, text);
    if (!was_there) changed_.fetch_add(1, std::memory_order_relaxed);
  }
  remove_other_commands(directory, bins);
}

void TreeWriter::remove_stale(const std::vector<BinDirectory>& bins) {
  std::unordered_set<std::string_view> wanted;
  for (const LayoutLink& link : layout_.hoisted_links) wanted.insert(link.path);
  for (const auto& links : layout_.projects) {
    for (const LayoutLink& link : links) wanted.insert(link.path);
  }
  const auto remove_unwanted = [&](const std::string& modules, const std::string& alias) {
    if (!wanted.contains(fmt::format("{}/{}", modules, alias))) remove_link(modules, alias);
  };
  for (const auto& [project, alias] : installed_.direct)
    remove_unwanted(layout_.modules_of(project), alias);
  for (const auto& [alias, where] : installed_.hoisted) {
    const bool is_shown = where == HoistedTo::root_modules;
    remove_unwanted(is_shown ? layout_.modules : layout_.hidden_modules(), alias);
  }
  remove_last_commands(bins);
  report_.changed = changed_;
  remove_slots();
}

/// Removes the commands in directories outside of packages that are to have none any more.
void TreeWriter::remove_last_commands(const std::vector<BinDirectory>& bins) {
  std::unordered_set<std::string> places{layout_.hidden_modules() + "/.bin"};
  for (const auto& [project, alias] : installed_.direct)
    places.insert(layout_.modules_of(project) + "/.bin");
  for (const BinDirectory& one : bins) places.erase(one.path);
  for (const std::string& place : places) {
    if (const auto directory = find_inside(root_, inside(place)))
      changed_ += remove_stale_commands(*directory, remove_unfinished(*directory), {});
  }
}

/// Removes commands that are not wanted any more; none, unless all projects were asked for: they
/// may belong to the others.
void TreeWriter::remove_other_commands(const Directory& directory, const BinDirectory& bins) {
  const std::vector<std::string> there = remove_unfinished(directory);
  if (options_.importers || !options_.filters.empty()) return;
  std::unordered_set<std::string_view> names;
  for (const BinLink& bin : bins.links) names.insert(bin.name);
  changed_.fetch_add(remove_stale_commands(directory, there, names), std::memory_order_relaxed);
}

void TreeWriter::remove_link(const std::string& modules, const std::string& alias) {
  try {
    const Directory directory = Directory::open(modules);
    if (!read_link(directory, alias)) return;
    if (::unlinkat(directory.fd(), alias.c_str(), 0) == 0) ++changed_;
    const std::size_t slash = alias.find('/');
    if (slash != alias.npos)
      ::unlinkat(directory.fd(), alias.substr(0, slash).c_str(), AT_REMOVEDIR);
  } catch (const std::system_error& e) {
    if (e.code() != std::errc::no_such_file_or_directory) throw;
  }
}

void TreeWriter::remove_slots() {
  if (installed_.origin.empty()) return;
  std::unordered_set<std::string> wanted;
  for (const Slot& slot : layout_.slots) wanted.insert(slot.directory);
  std::vector<std::string> stale;
  for (const auto& [key, origin] : installed_.origin) {
    std::string name =
        options_.rules->slot_directory(key, options_.settings.virtual_store_dir_max_length);
    if (!wanted.contains(name)) stale.push_back(std::move(name));
  }
  if (stale.empty()) return;
  const Directory store = opened(layout_.virtual_store);
  std::optional<Staging> removing;
  for (const std::string& name : stale) {
    if (!store.exists(name)) continue;
    if (!removing) removing.emplace(store);
    store.rename(name, removing->directory(), name);
    ++report_.removed;
  }
}

}  // namespace cafs
