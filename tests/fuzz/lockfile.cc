#include "cafs/lockfile/lockfile.h"

#include "cafs/base/error.h"
#include "cafs/lockfile/npmrc.h"
#include "cafs/lockfile/plan.h"
#include "cafs/lockfile/plan_text.h"
#include "cafs/lockfile/workspace_registries.h"
#include "cafs/text/json.h"
#include "tests/fuzz/fuzz.h"

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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(fuzz::input(data, size));
  const Variables none = [](std::string_view) { return std::nullopt; };
  PlanOptions options{
      .registries = registries_of_npmrc(text, none), .platforms = {}, .importers = {}};
  options.registries.set("", {"https://registry.example/", {}});
  try {
    const YamlStream documents(text);
    registries_of_workspace(documents);
    const Lockfile lockfile = read_lockfile(documents);
    check(plan_of(lockfile, options));
    options.importers.emplace();
    for (const Importer& importer : lockfile.importers)
      options.importers->emplace_back(importer.directory);
    check(plan_of(lockfile, options));
  } catch (const Error&) {
  }
  return 0;
}
