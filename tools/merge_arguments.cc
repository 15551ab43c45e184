#include "tools/merge_arguments.h"

#include <CLI/CLI.hpp>

#include "tools/merge_command.h"

namespace cafs::tools {

namespace {

Link link(const std::string& text) {
  if (const auto link = link_named(text)) return *link;
  throw_usage("--link: want auto, hardlink, reflink, copy or symlink, not '" + text + "'");
}

void describe_output(CLI::App& app, MergeCommand& command) {
  app.add_option("--store", command.store, "Store to write: made or added to")->type_name("DIR");
  app.add_option_function<std::string>(
         "--link", [&](const std::string& text) { command.options.link = link(text); },
         "How files get there: hardlink, reflink,\ncopy, symlink (small files are copied), or\n"
         "auto (default): the first of hardlink,\nreflink and copy that the kernel allows")
      ->type_name("KIND");
  app.add_flag(
      "--pack", command.pack,
      "Write .fetcher-version and\npnpm-store.tar.zst for nixpkgs'\npnpmConfigHook instead");
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
  const bool is_v11 = command.options.kinds.front().version == StoreVersion::v11;
  if (!command.fetcher_version) command.fetcher_version = is_v11 ? 4 : 3;
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
  if (command.pack) complete_pack(command);
}

}  // namespace

int merge_main(const std::string& program, Arguments arguments) {
  MergeCommand command;
  CLI::App app("Merges pnpm stores into one.", program);
  describe_output(app, command);
  describe_input(app, command);
  describe_common(app, command.jobs, command.json, "Report as a line of JSON");
  const auto over = parse(app, program, std::move(arguments), [&] { complete(command); });
  return over ? *over : run(command);
}

}  // namespace cafs::tools
