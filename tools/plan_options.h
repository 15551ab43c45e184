#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cafs/lockfile/plan.h"

namespace CLI {
class App;
}

namespace cafs::tools {

/// Options of a command that plans what a lockfile needs: for which packages, and from where.
struct PlanChoice {
  std::vector<Platform> platforms;  ///< without one: the one that the program runs on
  bool all_platforms = false;
  std::vector<std::string> importers;    ///< by path or name; without one: all
  Registries registries;                 ///< for others: what pnpm is configured with
  std::optional<std::string> overrides;  ///< a file of them, "-" or "env:NAME"
  bool skip_unfetchable = false;
};

/// Adds --platform, of which there may be several.
void describe_platforms(CLI::App& app, std::vector<Platform>& platforms);

/// Adds --platform, --all-platforms, --importer, --registry, --overrides and --skip-unfetchable.
void describe_plan_choice(CLI::App& app, PlanChoice& choice);

/// Throws a usage error for options that exclude each other, or for a lockfile that is standard
/// input when the overrides are.
void check(const PlanChoice& choice, const std::string& lockfile);

/// The directory of a lockfile, which paths of local tarballs are relative to.
std::string root_of(const std::string& lockfile);

/// The plan for the lockfile at that path, or for standard input ("-"). Throws Error, with the
/// path, for one that cannot be planned, and std::system_error.
Plan planned(const PlanChoice& choice, const std::string& lockfile);

/// Names the packages that cannot be fetched by a hash, in a line each on standard error. With
/// --skip-unfetchable, they are left out of the plan; else throws Error, which names the last one.
void settle_unfetchable(const std::string& program, const PlanChoice& choice, Plan& plan);

}  // namespace cafs::tools
