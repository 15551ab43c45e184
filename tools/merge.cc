#include "tools/merge.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <optional>

#include "cafs/io/text_file.h"
#include "cafs/merge/pack.h"
#include "cafs/store/fragment_list.h"
#include "cafs/store/location.h"
#include "tools/cli.h"
#include "tools/list_file.h"
#include "tools/output.h"
#include "tools/placement.h"
#include "tools/progress_line.h"

namespace cafs::tools {

namespace {

/// What the command line of `cafs merge` says.
struct MergeCommand {
  std::string store;
  std::vector<std::string> fragments;
  std::optional<std::string> list;  ///< file of more fragments, `-` for standard input
  bool nul_separated = false;       ///< the list's separator: NUL instead of newline
  bool pack = false;
  bool only_list = false;  ///< write the fragments' paths in the place of a store
  std::optional<unsigned> fetcher_version;
  bool json = false;
  bool quiet = false;
  unsigned jobs = 0;
  MergeOptions options;
};

void describe_output(CLI::App& app, MergeCommand& command) {
  app.add_option("--store", command.store, "Store to write: made or added to")->type_name("DIR");
  app.add_option_function<std::string>(
         "--link", [&](const std::string& text) { command.options.link = link_of("--link", text); },
         "How files get there: hardlink, reflink,\ncopy, symlink (small files are copied), or\n"
         "auto (default): the first of hardlink,\nreflink and copy that the kernel allows")
      ->type_name("KIND");
  app.add_flag(
      "--pack", command.pack,
      "Write .fetcher-version and\npnpm-store.tar.zst for nixpkgs'\npnpmConfigHook instead");
  app.add_flag("--list", command.only_list,
               "Check the fragments, and write only their\nlist: DIR then stands for them in cafs\n"
               "merge, link and verify");
  describe_store_kinds(app, command.options.kinds, IndexKind::database);
  describe_durable(app, command.options.durability);
  app.add_option("--fetcher-version", command.fetcher_version,
                 "Write this number to .fetcher-version\n(with --pack default: 3, or 4 for v11)")
      ->type_name("N");
}

void describe_input(CLI::App& app, MergeCommand& command) {
  app.add_option("--from", command.list,
                 "Read fragments from this list, one a line;\n'-' is standard input, 'env:NAME' "
                 "the file\nthat the environment variable names")
      ->type_name("FILE");
  app.add_flag("--from0", command.nul_separated, "The list is separated by NUL, not newline");
  app.add_flag("--all", command.options.all, "Take content files that no index names, too");
  app.add_flag("--dry-run", command.options.dry_run, "Read and check, but write nothing");
  app.add_option("FRAGMENT", command.fragments,
                 "Directories that hold a store; without\n--store the first is the store to write")
      ->type_name("");
}

void complete_pack(MergeCommand& command) {
  if (command.options.link.only) throw_usage("--link does not go with --pack");
  if (command.options.kinds.size() > 1) throw_usage("--pack goes with one --store-version");
  const StoreVersion version = command.options.kinds.front().version;
  if (!command.fetcher_version) command.fetcher_version = version->fetcher_version;
}

void check_list(const MergeCommand& command) {
  if (command.options.link.only) throw_usage("--link does not go with --list");
  if (command.pack) throw_usage("--pack does not go with --list");
  if (command.fetcher_version) throw_usage("--fetcher-version does not go with --list");
}

void complete(MergeCommand& command) {
  if (command.store.empty()) {
    if (command.fragments.empty()) throw_usage("want --store DIR FRAGMENT… or OUT FRAGMENT…");
    command.store = command.fragments.front();
    command.fragments.erase(command.fragments.begin());
    command.quiet = true;
  }
  if (command.fragments.empty() && !command.list) throw_usage("want a FRAGMENT or --from");
  if (command.nul_separated && !command.list) throw_usage("--from0 goes with --from");
  if (command.only_list) check_list(command);
  if (command.pack) complete_pack(command);
}

std::string json_report(const MergeReport& report) {
  std::string out =
      fmt::format(R"({{"fragments":{},"packages":{},"files":{},"bytes":{},"existed":{})",
                  report.fragments, report.packages, report.files, report.bytes, report.existed);
  out += placed_members(report.placed);
  out += fmt::format(R"(,"seconds":{{"reading":{:.6f},"placing":{:.6f},"publishing":{:.6f}}}}})",
                     report.reading_seconds, report.placing_seconds, report.publishing_seconds);
  return out;
}

std::string text_report(const MergeReport& report, const MergeCommand& command) {
  std::string out = fmt::format("{} packages of {} fragments: {} files, {} bytes", report.packages,
                                report.fragments, report.files, report.bytes);
  if (command.options.dry_run) return out + " would be merged";
  if (command.pack) return out + " packed";
  if (command.only_list) return out + " listed";
  if (report.existed > 0) out += fmt::format(", {} there already", report.existed);
  for (std::size_t i = 0; i < kPlacements; ++i) {
    if (report.placed[i] > 0) out += fmt::format(", {} {}", report.placed[i], kPlaced[i]);
  }
  if (report.placed[static_cast<std::size_t>(Placement::symlink)] > 0) {
    out += "\npnpm needs package-import-method=copy to install from a store with symbolic links";
  }
  return out;
}

/// The named fragments; a list stands for the fragments in it.
std::vector<std::string> fragments_of(const MergeCommand& command) {
  std::vector<std::string> named = command.fragments;
  if (command.list) {
    const std::string text = read_text_file(list_file(*command.list));
    for (std::string& item : list_items(text, command.nul_separated ? '\0' : '\n')) {
      named.push_back(std::move(item));
    }
  }
  std::vector<std::string> fragments;
  for (const std::string& path : named) {
    for (std::string& fragment : fragments_at(path)) fragments.push_back(std::move(fragment));
  }
  return fragments;
}

/// The path of .fetcher-version: beside the directory of the store's version, or the archive.
std::string fetcher_version_file(const MergeCommand& command) {
  const std::string root = command.pack
                               ? command.store
                               : store_root(command.store, command.options.kinds.front().version);
  return root + "/.fetcher-version";
}

MergeReport listed(const MergeCommand& command, const std::vector<std::string>& fragments,
                   Workers& workers, Progress& progress) {
  MergeOptions only_check = command.options;
  only_check.dry_run = true;
  const MergeReport report = merge(command.store, fragments, only_check, workers, progress);
  if (!command.options.dry_run) {
    write_fragment_list(command.store, fragments, command.options.durability);
  }
  return report;
}

MergeReport merged(const MergeCommand& command, Workers& workers) {
  Progress progress;
  const ProgressLine line(progress);
  const std::vector<std::string> fragments = fragments_of(command);
  if (command.only_list) return listed(command, fragments, workers, progress);
  if (command.pack) return pack(command.store, fragments, command.options, workers, progress);
  return merge(command.store, fragments, command.options, workers, progress);
}

int run(const MergeCommand& command) {
  Workers workers(job_count(command.jobs));
  const MergeReport report = merged(command, workers);
  if (command.fetcher_version && !command.options.dry_run) {
    write_text_file(fetcher_version_file(command), fmt::format("{}\n", *command.fetcher_version),
                    command.options.durability);
  }
  if (command.json) {
    print_line(json_report(report));
  } else if (!command.quiet) {
    print_line(text_report(report, command));
  }
  return kDone;
}

}  // namespace

int merge_main(const std::string& program, Arguments arguments) {
  MergeCommand command;
  CLI::App app("Merges pnpm stores into one.", program);
  describe_output(app, command);
  describe_input(app, command);
  describe_common(app, command.jobs, command.json, "Report as a line of JSON");
  const auto over =
      parse(app, program,
            {"--store DIR [OPTIONS] FRAGMENT...", "--store DIR --from FILE [OPTIONS] [FRAGMENT...]",
             "[OPTIONS] OUT FRAGMENT..."},
            std::move(arguments), [&] { complete(command); });
  return over ? *over : run(command);
}

}  // namespace cafs::tools
