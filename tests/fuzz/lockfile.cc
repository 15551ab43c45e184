#include "cafs/lockfile/lockfile.h"

#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/instantiate/emitter.h"
#include "cafs/lockfile/npmrc.h"
#include "cafs/lockfile/plan.h"
#include "cafs/lockfile/plan_text.h"
#include "cafs/lockfile/workspace_registries.h"
#include "cafs/text/json.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/yaml_trees.h"

using namespace cafs;

namespace {

void check(const Plan& plan) {
  for (const PlanEntry& entry : plan.entries) {
    fuzz::require(!entry.id.empty() && !entry.name.empty());
    fuzz::require(entry.url.empty() != entry.path.empty());
  }
  parse_json(plan_json(plan));
  plan_batch(plan, "tarballs", ".");
  plan_curl(plan.entries, plan.entries, "tarballs");
}

/// Checks that each fetched package has a derivation of its own, and that lines read back the same.
void check_shard(const Plan& plan) {
  const auto packages = shard_packages(plan, 0, 1, "/nix/store/abc-source");
  const std::string lines = shard_lines(packages);
  fuzz::require(shard_lines(read_shard_lines(lines)) == lines);
  const auto fetched =
      std::count_if(packages.begin(), packages.end(), [](const auto& p) { return !p.url.empty(); });
  const NixStore store("/nix/store");
  const ShardOptions options{.program = "/nix/store/abc-cafs", .system = "s", .store_kind = {}};
  const std::size_t outputs = static_cast<std::size_t>(fetched) + 1;
  fuzz::require(emitter_of(packages, options, store).outputs.size() == outputs);
  const auto path_of = [](const std::string& output) { return "/written/" + output; };
  fuzz::require(emitted(packages, options, store, path_of).size() == outputs);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(fuzz::input(data, size));
  fuzz::require(test::is_read_alike(text).value_or(true));
  const Variables none = [](std::string_view) { return std::nullopt; };
  PlanOptions options{
      .registries = registries_of_npmrc(text, none), .platforms = {}, .importers = {}};
  options.registries.set("", {"https://registry.example/", {}});
  try {
    const YamlStream documents(text);
    registries_of_workspace(documents);
    const Lockfile lockfile = read_lockfile(documents);
    const Plan plan = plan_of(lockfile, options);
    check(plan);
    options.importers.emplace();
    for (const Importer& importer : lockfile.importers)
      options.importers->emplace_back(importer.directory);
    check(plan_of(lockfile, options));
    check_shard(plan);
  } catch (const Error&) {
  }
  return 0;
}
