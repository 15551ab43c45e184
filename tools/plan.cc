#include "tools/plan.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>

#include "cafs/base/error.h"
#include "cafs/base/parallel.h"
#include "cafs/hash/integrity.h"
#include "cafs/io/input_file.h"
#include "cafs/io/text_file.h"
#include "cafs/lockfile/plan.h"
#include "cafs/lockfile/plan_text.h"
#include "tools/cli.h"
#include "tools/output.h"
#include "tools/plan_options.h"

namespace cafs::tools {

namespace {

enum class Format { json, batch, curl };

/// What the command line of `cafs plan` says.
struct PlanCommand {
  std::string program = "cafs plan";
  std::string lockfile;
  Format format = Format::batch;
  std::string tarballs = "tarballs";
  bool require_tarballs = false;
  std::optional<std::string> output;  ///< without it: standard output
  PlanChoice choice;
};

Format format_of(const std::string& text) {
  if (text == "json") return Format::json;
  if (text == "batch") return Format::batch;
  if (text == "curl") return Format::curl;
  throw_usage("--format: want json, batch or curl, not '" + text + "'");
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
  app.add_flag("--require-tarballs", command.require_tarballs,
               "Fail, and name what is missing, unless all\ntarballs have been downloaded");
  app.add_option("--output", command.output,
                 "Write to this file, complete or not at all\n(default: standard output)")
      ->type_name("FILE");
  describe_plan_choice(app, command.choice);
  app.set_version_flag("--version", CAFS_VERSION, "Print the version");
  app.footer(
      "Exit status: 0 done, 1 failed, 2 usage, 130 interrupted (128 and the number\nof the "
      "signal).");
}

void check(const PlanCommand& command) {
  if (command.lockfile.empty()) throw_usage("want a LOCKFILE");
  if (command.require_tarballs && command.format != Format::batch) {
    throw_usage("--require-tarballs goes with --format batch");
  }
  check(command.choice, command.lockfile);
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
    present[i] = entries[i].url.empty() || is_there(directory, entries[i]) ? 1 : 0;
  });
  std::vector<PlanEntry> lacking;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!present[i]) lacking.push_back(entries[i]);
  }
  return lacking;
}

/// `a@1.0.0, b@2.0.0` of the first few.
std::string some_ids(const std::vector<PlanEntry>& entries) {
  constexpr std::size_t kFew = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(kFew, entries.size()); ++i) {
    text += (i == 0 ? "" : ", ") + entries[i].id;
  }
  if (entries.size() > kFew) text += fmt::format(" and {} more", entries.size() - kFew);
  return text;
}

/// Throws Error, with the ids, for tarballs that are not in their place.
void require_tarballs(const PlanCommand& command, const Plan& plan) {
  const std::vector<PlanEntry> lacking = missing(plan.entries, command.tarballs);
  if (lacking.empty()) return;
  const auto is_fetched = [](const PlanEntry& entry) { return !entry.url.empty(); };
  throw Error(fmt::format(
      "{}: {} of {} tarballs are not in {}: {}. Was it fetched for another lockfile? Fetch it anew "
      "(with Nix: set the hash to \"\", or to what `cafs-hash` prints for this lockfile)",
      input_name(command.lockfile), lacking.size(),
      std::count_if(plan.entries.begin(), plan.entries.end(), is_fetched), command.tarballs,
      some_ids(lacking)));
}

std::string text_of(const PlanCommand& command, const Plan& plan, const std::string& root) {
  switch (command.format) {
    case Format::json:
      return plan_json(plan);
    case Format::batch:
      if (command.require_tarballs) require_tarballs(command, plan);
      return plan_batch(plan, command.tarballs, root);
    case Format::curl:
      break;
  }
  return plan_curl(plan.entries, missing(plan.entries, command.tarballs), command.tarballs);
}

/// Refuses to replace a device or a pipe.
void write_output(const std::string& path, const std::string& text) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    throw Error(path + " is no regular file");
  }
  write_text_file(path, text, Durability::eventual);
}

int run(const PlanCommand& command) {
  Plan plan = planned(command.choice, command.lockfile);
  // A plan in JSON says itself what it lacks.
  const bool says_it = command.format == Format::json && !command.choice.skip_unfetchable;
  if (!says_it) settle_unfetchable(command.program, command.choice, plan);
  const std::string text = text_of(command, plan, root_of(command.lockfile));
  command.output ? write_output(*command.output, text) : print_text(text);
  return kDone;
}

}  // namespace

int plan_main(const std::string& program, Arguments arguments) {
  PlanCommand command{.program = program};
  CLI::App app("Lists the tarballs that the store of a lockfile needs.", program);
  describe_plan(app, command);
  const auto over =
      parse(app, program, {"[OPTIONS] LOCKFILE"}, std::move(arguments), [&] { check(command); });
  return over ? *over : run(command);
}

}  // namespace cafs::tools
