#include "tools/merge_command.h"

#include <fmt/format.h>

#include "cafs/io/text_file.h"
#include "cafs/pack.h"
#include "cafs/store.h"
#include "tools/exit_code.h"
#include "tools/list_file.h"
#include "tools/merge_report.h"
#include "tools/output.h"
#include "tools/progress_line.h"

namespace cafs::tools {

namespace {

std::vector<std::string> fragments_of(const MergeCommand& command) {
  std::vector<std::string> fragments = command.fragments;
  if (command.list) {
    const std::string text = read_text_file(list_file(*command.list));
    for (std::string& item : list_items(text, command.nul_separated ? '\0' : '\n')) {
      fragments.push_back(std::move(item));
    }
  }
  return fragments;
}

/// Beside the store's version, or the archive.
std::string marker_of(const MergeCommand& command) {
  const std::string root = command.pack
                               ? command.store
                               : store_root(command.store, command.options.kinds.front().version);
  return root + "/.fetcher-version";
}

MergeReport merged(const MergeCommand& command, Workers& workers) {
  Progress progress;
  const ProgressLine line(progress);
  const std::vector<std::string> fragments = fragments_of(command);
  if (command.pack) return pack(command.store, fragments, command.options, workers, progress);
  return merge(command.store, fragments, command.options, workers, progress);
}

}  // namespace

int run(const MergeCommand& command) {
  Workers workers(job_count(command.jobs));
  const MergeReport report = merged(command, workers);
  if (command.fetcher_version && !command.options.dry_run) {
    write_text_file(marker_of(command), fmt::format("{}\n", *command.fetcher_version),
                    command.options.durability);
  }
  if (command.json) {
    print_line(json_report(report));
  } else if (!command.quiet) {
    print_line(text_report(report, command));
  }
  return kDone;
}

}  // namespace cafs::tools
