#include "tools/plan_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cafs/base/error.h"
#include "cafs/io/text_file.h"
#include "tools/command_line.h"
#include "tools/list_file.h"
#include "tools/output.h"
#include "tools/this_platform.h"
#include "tools/workspace.h"

namespace cafs::tools {

namespace {

Platform platform_of(const std::string& text) {
  if (const auto platform = parse_platform(text)) return *platform;
  throw_usage("--platform: want one like linux-x64-glibc, not '" + text + "'");
}

Registry registry_of(const std::string& text) {
  try {
    return parse_registry(text);
  } catch (const Error& e) {
    throw_usage(fmt::format("--registry: {}, not '{}'", e.what(), text));
  }
}

/// `REGISTRY`, `@SCOPE=REGISTRY` or `NAME:=REGISTRY`.
void take_registry(Registries& registries, const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const bool is_named = name.starts_with('@') || (name.ends_with(':') && !name.starts_with('{'));
  if (!is_named) return registries.set("", registry_of(text));
  if (equals == text.npos) throw_usage("--registry: want URL or @SCOPE=URL, not '" + text + "'");
  registries.set(name, registry_of(text.substr(equals + 1)));
}

void describe_registries(CLI::App& app, PlanChoice& choice) {
  app.add_option_function<std::vector<std::string>>(
         "--registry",
         [&](const std::vector<std::string>& texts) {
           for (const std::string& text : texts) take_registry(choice.registries, text);
         },
         "URL of the registry, @SCOPE=URL, or\nNAME:=URL; may be repeated (default: what\npnpm is "
         "configured with)")
      ->type_name("URL")
      ->allow_extra_args(false);
}

Overrides overrides_of(const PlanChoice& choice) {
  if (!choice.overrides) return {};
  const std::string path = list_file(*choice.overrides);
  const std::string text = read_text_file(path);
  try {
    return parse_overrides(text);
  } catch (const Error& e) {
    throw Error(fmt::format("{}: {}", input_name(path), e.what()));
  }
}

PlanOptions options_of(const PlanChoice& choice, const Lockfile& lockfile, const std::string& root,
                       Overrides overrides) {
  PlanOptions options{.registries = registries_for(choice.registries, root),
                      .platforms = choice.platforms,
                      .importers = {},
                      .overrides = std::move(overrides)};
  if (options.platforms.empty() && !choice.all_platforms) options.platforms = {this_platform()};
  if (!choice.importers.empty())
    options.importers = directories_of(lockfile, root, choice.importers);
  return options;
}

}  // namespace

void describe_platforms(CLI::App& app, std::vector<Platform>& platforms) {
  app.add_option_function<std::vector<std::string>>(
         "--platform",
         [&](const std::vector<std::string>& texts) {
           for (const std::string& text : texts) platforms.push_back(platform_of(text));
         },
         "Take optional packages of this platform,\nlike linux-x64-glibc; may be "
         "repeated\n(default: the one it "
         "runs on)")
      ->type_name("PLATFORM")
      ->allow_extra_args(false);
}

void describe_plan_choice(CLI::App& app, PlanChoice& choice) {
  describe_platforms(app, choice.platforms);
  app.add_flag("--all-platforms", choice.all_platforms, "Take those of all platforms");
  app.add_option(
         "--importer", choice.importers,
         "Only what this project of the workspace\nneeds, by its path or name; may be repeated")
      ->type_name("PROJECT")
      ->allow_extra_args(false);
  describe_registries(app, choice);
  app.add_option(
         "--overrides", choice.overrides,
         "JSON with tarballs for packages that cannot\nbe fetched by a hash, or for others; '-'\n"
         "is standard input, 'env:NAME' the file\nthat the environment variable names")
      ->type_name("FILE");
  app.add_flag(
      "--skip-unfetchable", choice.skip_unfetchable,
      "Leave out, and name, packages that cannot\nbe fetched by a hash, like git dependencies");
}

void check(const PlanChoice& choice, const std::string& lockfile) {
  if (choice.all_platforms && !choice.platforms.empty()) {
    throw_usage("--all-platforms and --platform exclude each other");
  }
  if (lockfile == "-" && choice.overrides == "-") {
    throw_usage("LOCKFILE and --overrides cannot both be standard input");
  }
}

std::string root_of(const std::string& lockfile) {
  const std::size_t slash = lockfile.rfind('/');
  if (slash == lockfile.npos) return ".";
  return slash == 0 ? "/" : lockfile.substr(0, slash);
}

Plan planned(const PlanChoice& choice, const std::string& lockfile) {
  Overrides overrides = overrides_of(choice);
  const std::string text = read_text_file(lockfile);
  try {
    const YamlStream documents(text);
    const Lockfile read = read_lockfile(documents);
    return plan_of(read, options_of(choice, read, root_of(lockfile), std::move(overrides)));
  } catch (const Error& e) {
    throw Error(fmt::format("{}: {}", input_name(lockfile), e.what()));
  }
}

void settle_unfetchable(const std::string& program, const PlanChoice& choice, Plan& plan) {
  for (const Unfetchable& one : plan.unfetchable) {
    const std::string what = choice.skip_unfetchable ? "left out" : "cannot be fetched by a hash";
    const std::string line = fmt::format("{}: {}: {}", one.entry.id, what, one.why);
    if (!choice.skip_unfetchable && &one == &plan.unfetchable.back()) {
      throw Error(line +
                  " (--overrides gives tarballs of such packages, --skip-unfetchable leaves them "
                  "out)");
    }
    report_error(program, line);
  }
  plan.unfetchable.clear();
}

}  // namespace cafs::tools
