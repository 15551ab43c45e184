#include "tools/plan.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/base/parallel.h"
#include "cafs/hash/integrity.h"
#include "cafs/io/input_file.h"
#include "cafs/io/text_file.h"
#include "cafs/lockfile/plan.h"
#include "cafs/lockfile/plan_text.h"
#include "tools/cli.h"
#include "tools/output.h"
#include "tools/this_platform.h"
#include "tools/workspace.h"

namespace cafs::tools {

namespace {

enum class Format { json, batch, curl };

/// What the command line of `cafs plan` says.
struct PlanCommand {
  std::string program = "cafs plan";
  std::string lockfile;
  Format format = Format::batch;
  std::string tarballs = "tarballs";
  std::vector<Platform> platforms;  ///< without one: this one
  bool all_platforms = false;
  std::vector<std::string> importers;
  Registries registries;
  bool skip_unfetchable = false;
};

Format format_of(const std::string& text) {
  if (text == "json") return Format::json;
  if (text == "batch") return Format::batch;
  if (text == "curl") return Format::curl;
  throw_usage("--format: want json, batch or curl, not '" + text + "'");
}

Platform platform_of(const std::string& text) {
  if (const auto platform = parse_platform(text)) return *platform;
  throw_usage("--platform: want one like linux-x64-glibc, not '" + text + "'");
}

/// `URL`, `@SCOPE=URL` or `NAME:=URL`.
void take_registry(Registries& registries, const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const bool is_named = name.starts_with('@') || name.ends_with(':');
  if (!is_named) return registries.set("", {text, {}});
  if (equals == text.npos) throw_usage("--registry: want URL or @SCOPE=URL, not '" + text + "'");
  registries.set(name, {text.substr(equals + 1), {}});
}

void describe_plan(CLI::App& app, PlanCommand& command) {
  app.add_option("LOCKFILE", command.lockfile, "A pnpm-lock.yaml of pnpm 9 to 12, or '-'")
      ->type_name("");
  app.add_option_function<std::string>(
         "--format", [&](const std::string& text) { command.format = format_of(text); },
         "batch (default), for cafs add --batch; curl,\nfor curl --parallel --config; or json")
      ->type_name("FORMAT");
  app.add_option("--tarballs", command.tarballs,
                 "Where tarballs are downloaded to\n(default: tarballs)")
      ->type_name("DIR");
  app.add_option_function<std::vector<std::string>>(
         "--platform",
         [&](const std::vector<std::string>& texts) {
           for (const std::string& text : texts) command.platforms.push_back(platform_of(text));
         },
         "Take optional packages of this platform,\nlike linux-x64-glibc; may be "
         "repeated\n(default: the one it "
         "runs on)")
      ->type_name("PLATFORM")
      ->allow_extra_args(false);
  app.add_flag("--all-platforms", command.all_platforms, "Take those of all platforms");
  app.add_option(
         "--importer", command.importers,
         "Only what this project of the workspace\nneeds, by its path or name; may be repeated")
      ->type_name("PROJECT")
      ->allow_extra_args(false);
  app.add_option_function<std::vector<std::string>>(
         "--registry",
         [&](const std::vector<std::string>& texts) {
           for (const std::string& text : texts) take_registry(command.registries, text);
         },
         "URL of the registry, @SCOPE=URL, or\nNAME:=URL; may be repeated (default: what\npnpm is "
         "configured with)")
      ->type_name("URL")
      ->allow_extra_args(false);
  app.add_flag("--skip-unfetchable", command.skip_unfetchable,
               "Leave out, and name, packages that no hash\ncan fetch, as those of git hosts");
  app.set_version_flag("--version", CAFS_VERSION, "Print the version");
  app.footer(
      "Exit status: 0 done, 1 failed, 2 usage, 130 interrupted (128 and the number\nof the "
      "signal).");
}

void check(const PlanCommand& command) {
  if (command.lockfile.empty()) throw_usage("want a LOCKFILE");
  if (command.all_platforms && !command.platforms.empty()) {
    throw_usage("--all-platforms and --platform exclude each other");
  }
}

/// The directory of the lockfile.
std::string root_of(const std::string& lockfile) {
  const std::size_t slash = lockfile.rfind('/');
  if (slash == lockfile.npos) return ".";
  return slash == 0 ? "/" : lockfile.substr(0, slash);
}

PlanOptions options_of(const PlanCommand& command, const Lockfile& lockfile,
                       const std::string& root) {
  PlanOptions options{.registries = registries_for(command.registries, root),
                      .platforms = command.platforms,
                      .importers = {}};
  if (options.platforms.empty() && !command.all_platforms) options.platforms = {this_platform()};
  if (!command.importers.empty())
    options.importers = directories_of(lockfile, root, command.importers);
  return options;
}

Plan planned(const PlanCommand& command, const std::string& root) {
  const std::string text = read_text_file(command.lockfile);
  try {
    const YamlStream documents(text);
    const Lockfile lockfile = read_lockfile(documents);
    return plan_of(lockfile, options_of(command, lockfile, root));
  } catch (const Error& e) {
    throw Error(fmt::format("{}: {}", input_name(command.lockfile), e.what()));
  }
}

/// Names the packages that no hash can fetch. They are an error, unless they may be left out.
void report(const PlanCommand& command, const std::vector<Unfetchable>& unfetchable) {
  if (unfetchable.empty()) return;
  for (const Unfetchable& one : unfetchable) {
    const std::string what = command.skip_unfetchable ? "left out" : "cannot be fetched by a hash";
    const std::string line = fmt::format("{}: {}: {}", one.id, what, one.why);
    if (!command.skip_unfetchable && &one == &unfetchable.back()) {
      throw Error(line + " (--skip-unfetchable leaves such packages out)");
    }
    report_error(command.program, line);
  }
}

/// Whether the tarball is in its place, with the bytes that are wanted.
bool is_there(const std::string& directory, const PlanEntry& entry) {
  try {
    const InputFile file(directory + "/" + tarball_name(entry));
    const Integrity integrity = Integrity::parse(entry.integrity);
    integrity.check(hash(integrity.algorithm(), file.bytes()));
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

std::vector<PlanEntry> missing(const std::vector<PlanEntry>& entries,
                               const std::string& directory) {
  std::vector<char> present(entries.size());
  Workers workers(job_count(0));
  workers.for_each(entries.size(), [&](std::size_t i) {
    present[i] = entries[i].url.empty() || is_there(directory, entries[i]);
  });
  std::vector<PlanEntry> lacking;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!present[i]) lacking.push_back(entries[i]);
  }
  return lacking;
}

std::string text_of(const PlanCommand& command, const Plan& plan, const std::string& root) {
  switch (command.format) {
    case Format::json:
      return plan_json(plan);
    case Format::batch:
      return plan_batch(plan, command.tarballs, root);
    case Format::curl:
      break;
  }
  return plan_curl(missing(plan.entries, command.tarballs), command.tarballs);
}

int run(const PlanCommand& command) {
  const std::string root = root_of(command.lockfile);
  const Plan plan = planned(command, root);
  report(command, plan.unfetchable);
  print_text(text_of(command, plan, root));
  return kDone;
}

}  // namespace

int plan_main(const std::string& program, Arguments arguments) {
  PlanCommand command{.program = program};
  CLI::App app("Tells which tarballs the store of a lockfile needs.", program);
  describe_plan(app, command);
  const auto over = parse(app, program, std::move(arguments), [&] { check(command); });
  return over ? *over : run(command);
}

}  // namespace cafs::tools
