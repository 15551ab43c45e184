#include "cafs/instantiate/shard_options.h"

#include <fmt/format.h>

#include "cafs/base/error.h"

namespace cafs {

Derivation cafs_derivation(const std::string& name, const ShardOptions& options,
                           const NixStore& store) {
  Derivation derivation{.name = name,
                        .outputs = {},
                        .input_sources = {},
                        .system = options.system,
                        .builder = options.program,
                        .arguments = {},
                        .environment = {{"builder", options.program},
                                        {"name", name},
                                        {"preferLocalBuild", options.prefer_local ? "1" : ""},
                                        {"system", options.system}}};
  // A program outside of the store is one that the sandbox has.
  const std::string program = store.path_of(options.program);
  if (!program.empty()) derivation.input_sources.insert(program);
  return derivation;
}

void need_tarball(Derivation& derivation, const std::string& tarball, const NixStore& store) {
  const std::string path = store.path_of(tarball);
  if (path.empty()) throw Error(fmt::format("{} is not in the Nix store", tarball));
  derivation.input_sources.insert(path);
}

}  // namespace cafs
