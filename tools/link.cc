#include "tools/link.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <utility>

#include "cafs/base/error.h"
#include "cafs/io/canonical_path.h"
#include "cafs/io/directory.h"
#include "cafs/io/text_file.h"
#include "cafs/link/found_tree.h"
#include "cafs/link/link.h"
#include "cafs/node_modules/pnpm_rules.h"
#include "tools/cli.h"
#include "tools/layout_files.h"
#include "tools/link_report.h"
#include "tools/output.h"
#include "tools/placement.h"
#include "tools/plan_options.h"
#include "tools/progress_line.h"
#include "tools/this_platform.h"
#include "tools/workspace.h"

namespace cafs::tools {

namespace {

/// What the command line of `cafs link` says.
struct LinkCommand {
  std::string project = ".";
  std::string lockfile;  // empty: that of the project
  std::string report;    // a file to write; or empty
  std::vector<std::string> importers;
  bool only_production = false;
  bool only_development = false;
  bool no_optional = false;
  bool json = false;
  unsigned jobs = 0;
  LinkOptions options;
};

const PnpmRules* rules_of(const std::string& text) {
  if (const PnpmRules* const rules = pnpm_rules(text)) return rules;
  throw_usage("--pnpm: want 10, 11 or 12, not '" + text + "'");
}

void describe_input(CLI::App& app, LinkCommand& command) {
  LinkOptions& options = command.options;
  app.add_option("--project", command.project,
                 "Directory of the pnpm-lock.yaml (default:\nthe working directory)")
      ->type_name("DIR");
  app.add_option("--lockfile", command.lockfile,
                 "Read this file instead of the\npnpm-lock.yaml there")
      ->type_name("FILE");
  app.add_option("--output", options.output, "Write below this directory instead of the\nproject's")
      ->type_name("DIR");
  app.add_option(
         "--store", options.stores,
         "A store that has packages, or a list of\nfragments; may be repeated: they are read "
         "as\none")
      ->type_name("STORE")
      ->allow_extra_args(false);
  app.add_option_function<std::string>(
         "--pnpm", [&](const std::string& text) { options.rules = rules_of(text); },
         "Whose node_modules to make: those of pnpm\n10 (default), 11 or 12")
      ->type_name("VERSION");
  app.add_option_function<std::string>(
         "--import", [&](const std::string& text) { options.import = link_of("--import", text); },
         "How files get from the store: reflink,\nhardlink, copy, symlink, or auto (default):\nthe "
         "first of hardlink, reflink and copy that\nthe kernel allows")
      ->type_name("KIND");
}

void describe_selection(CLI::App& app, LinkCommand& command) {
  app.add_option("--importer", command.importers,
                 "Only this project of the workspace, by its\npath or name; may be repeated")
      ->type_name("PROJECT")
      ->allow_extra_args(false);
  app.add_option("--filter", command.options.filters,
                 "Only projects that pnpm would select so: a\nname, ./DIRECTORY, {DIRECTORY}, ! "
                 "before it,\n... before or after it; may be repeated")
      ->type_name("SELECTOR")
      ->allow_extra_args(false);
  app.add_flag("--prod", command.only_production, "Leave out devDependencies");
  app.add_flag("--dev", command.only_development, "Only devDependencies");
  app.add_flag("--no-optional", command.no_optional, "Leave out optionalDependencies");
  app.add_option(
         "--node", command.options.node_version,
         "Version of Node.js that packages are to run\nwith: optional ones that are not for "
         "it are\nleft out (default: none are)")
      ->type_name("VERSION");
  describe_platforms(app, command.options.platforms);
  app.add_option("--store-dir", command.options.store_dir,
                 "The store that .modules.yaml is to name\n(default: the first --store)")
      ->type_name("DIR");
  app.add_flag("--dry-run", command.options.dry_run, "Read and check, but write nothing");
  app.add_option(
         "--report", command.report,
         "Write to FILE which packages have scripts,\nwhich ones find projects by links, and the\n"
         "commands of the project, as JSON")
      ->type_name("FILE");
}

void complete(LinkCommand& command) {
  if (command.options.stores.empty()) throw_usage("want --store STORE");
  if (!command.importers.empty() && !command.options.filters.empty())
    throw_usage("--importer and --filter exclude each other");
  if (command.only_production && command.only_development)
    throw_usage("--prod and --dev exclude each other");
}

/// The absolute path of a directory, which is made unless it is there.
std::string made_directory(const std::string& path) {
  MadeDirectories(path).keep();
  return CanonicalPaths().resolve(path);
}

/// The registries for `.modules.yaml`: the default one, if it is known.
std::vector<std::pair<std::string, std::string>> registries_of(const std::string& root) {
  const auto url = registries_for({}, root).url_of("");
  if (!url) return {};
  return {{"default", *url}};
}

/// Which groups are wanted: by the command line, or else by settings.
Groups groups_of(const LinkCommand& command) {
  const LayoutSettings& settings = command.options.settings;
  Groups groups{.production = settings.production || command.only_production,
                .development = settings.development && !command.only_production,
                .optional = settings.optional && !command.no_optional};
  if (command.only_development) {
    groups.production = false;
    groups.development = true;
  }
  if (!groups.production && !command.options.rules->includes_optional_without_production)
    groups.optional = false;
  return groups;
}

/// Where packages are to run, by the settings; `here` is this machine, which `current` stands for.
Architectures wanted_architectures(const LayoutSettings& settings, const Platform& here) {
  const auto wanted = [](const std::optional<std::vector<std::string>>& names,
                         const std::string& current) {
    std::vector<std::string> found = names.value_or(std::vector<std::string>{current});
    std::ranges::replace(found, "current", current);
    return found;
  };
  Architectures found{.os = wanted(settings.supported_os, here.os),
                      .cpu = wanted(settings.supported_cpu, here.cpu),
                      .libc = {}};
  if (!here.libc.empty()) found.libc = wanted(settings.supported_libc, here.libc);
  return found;
}

std::vector<Platform> platforms_of(const Architectures& all) {
  std::vector<Platform> platforms;
  for (const std::string& os : all.os) {
    for (const std::string& cpu : all.cpu) {
      for (const std::string& libc : all.libc.value_or(std::vector<std::string>{""}))
        platforms.push_back({os, cpu, libc});
    }
  }
  return platforms;
}

void choose_platforms(LinkOptions& options) {
  if (!options.platforms.empty()) return;
  const Platform here = this_platform();
  options.architectures = wanted_architectures(options.settings, here);
  options.platforms = platforms_of(*options.architectures);
  if (options.platforms.empty()) options.platforms = {here};
}

/// What a run reads.
struct Inputs {
  std::string text;  // of the lockfile
  std::optional<YamlStream> documents;
  Lockfile lockfile;
};

/// Finds the directories and the lockfile of the project.
void find_project(LinkCommand& command) {
  LinkOptions& options = command.options;
  options.root = CanonicalPaths().resolve(command.project);
  if (!options.output.empty()) options.output = made_directory(options.output);
  if (command.lockfile.empty()) command.lockfile = options.root + "/pnpm-lock.yaml";
}

/// Reads the settings there, and what follows from them and from the machine.
void read_settings(LinkCommand& command) {
  LinkOptions& options = command.options;
  options.settings = layout_settings_for(options.root, *options.rules);
  options.registries = registries_of(options.root);
  if (options.node_version.empty()) options.node_version = options.settings.node_version;
  options.groups = groups_of(command);
  choose_platforms(options);
}

LinkReport linked(LinkCommand& command, Inputs& inputs) {
  Workers workers(job_count(command.jobs));
  Progress progress;
  const ProgressLine line(progress);
  find_project(command);
  inputs.text = read_text_file(command.lockfile);
  read_settings(command);
  try {
    LinkOptions& options = command.options;
    Lockfile& lockfile = inputs.lockfile;
    Installed installed;
    run_both(
        workers, [&] { lockfile = read_lockfile(inputs.documents.emplace(inputs.text)); },
        [&] { installed = find_tree(options); });
    if (!command.importers.empty())
      options.importers = directories_of(lockfile, options.root, command.importers);
    return link(lockfile, inputs.text, std::move(installed), options, workers, progress);
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& e) {
    throw Error(fmt::format("{}: {}", command.lockfile, e.what()));
  }
}

int run(LinkCommand& command) {
  // Never freed: piece by piece, that takes as long as reading a lockfile; the kernel frees all at
  // once.
  static Inputs& inputs = *new Inputs;
  static const LinkReport& report = *new LinkReport(linked(command, inputs));
  if (!command.report.empty()) write_tree_report(command.report, report);
  for (const std::string& file : report.left_out) {
    report_error("cafs link",
                 file + ": left out, as the file system takes its name for that of another file");
  }
  print_line(command.json ? json_report(report) : text_report(report, command.options.dry_run));
  return kDone;
}

}  // namespace

int link_main(const std::string& program, Arguments arguments) {
  LinkCommand command;
  command.options.rules = pnpm_rules("10");
  CLI::App app("Lays out node_modules from a lockfile and stores.", program);
  describe_input(app, command);
  describe_selection(app, command);
  describe_common(app, command.jobs, command.json, "Report as a line of JSON");
  const auto over = parse(app, program, {"--store STORE [OPTIONS]"}, std::move(arguments),
                          [&] { complete(command); });
  return over ? *over : run(command);
}

}  // namespace cafs::tools
