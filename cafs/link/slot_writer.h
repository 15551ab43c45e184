#pragma once
#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cafs/io/directory.h"
#include "cafs/io/place.h"
#include "cafs/link/package_stores.h"
#include "cafs/node_modules/bin_links.h"
#include "cafs/node_modules/layout.h"
#include "cafs/node_modules/patch.h"

namespace cafs {

struct PnpmRules;

/// What is written for a package.
struct SlotContent {
  StoredPackage package;
  ChangedFiles changed;                ///< by its patch
  std::set<std::string> commands;      ///< paths of files that are to be executable
  const BinDirectory* bins = nullptr;  ///< of its own node_modules

  /// Makes the file at `path`, or the one that a link there leads to, executable.
  void add_command(const std::string& path) { commands.insert(package.path_behind_links(path)); }
};

/// What was written of a package.
struct Written {
  std::array<std::size_t, kPlacements> placed{};  ///< files, by how they got there
  std::uint64_t bytes = 0;                        ///< of all files
  std::vector<std::string> left_out;              ///< as LinkReport::left_out
};

/// What was written, by any number of threads.
class WriteCounts {
 public:
  void add(const Written& package);

  /// What is left out is sorted, whichever thread wrote it.
  Written total() const;

 private:
  mutable std::mutex mutex_;
  Written total_;
};

/// Writes packages into a staging directory, from which each is renamed when it is complete.
class SlotWriter {
 public:
  SlotWriter(Link link, const PnpmRules& rules, bool links_commands, WriteCounts& counts)
      : placer_(link),
        copier_(Link{Placement::copy}),
        rules_(rules),
        links_commands_(links_commands),
        counts_(counts) {}

  /// Makes the directory `slot.directory` in `to`, with the package, its links and shims. Any
  /// number of threads may write. Throws Error, naming the package, and std::system_error.
  void write(const Slot& slot, const SlotContent& content, const Directory& to);

  /// The text that pnpm gives a command's file in place of its own; nothing if it keeps that.
  std::optional<std::string> changed_command(const StoredFile& file, const Directory& store) const;

 private:
  Written write_files(const SlotContent& content, const Directory& package);
  // Both count what they write, and return false if something has that name.
  bool write_file(const StoredFile& file, const SlotContent& content, const Directory& package,
                  Written& written);
  bool copy_command(const StoredFile& file, const Directory& store, const Directory& package,
                    Written& written);
  void write_bins(const SlotContent& content, const Directory& package);

  Placer placer_;
  Placer copier_;
  const PnpmRules& rules_;
  bool links_commands_;  // prefer-symlinked-executables
  WriteCounts& counts_;
};

/// Whether a symbolic link stands for the shim: with prefer-symlinked-executables.
bool stands_as_link(const BinLink& bin, bool links_commands, const PnpmRules& rules);

/// The text of a shim, or the target of the link that stands for it.
std::string bin_text(const BinLink& bin, const PnpmRules& rules, bool is_link);

}  // namespace cafs
