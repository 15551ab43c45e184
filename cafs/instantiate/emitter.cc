#include "cafs/instantiate/emitter.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/instantiate/fetch_derivation.h"
#include "cafs/instantiate/shard_derivation.h"

namespace cafs {

namespace {

/// Nix names an emitter after the output of a planner, `npm.drv`, and an emitted derivation after
/// both, `npm-shard`.
constexpr const char* kName = "npm";

constexpr const char* kShardOutput = "shard.drv";

std::string output_of(const ShardPackage& package) { return package.tarball + ".drv"; }

void add_output(Derivation& emitter, const std::string& name) {
  emitter.outputs[name] = {.path = "", .hash_algorithm = "text:sha256", .hash = ""};
  emitter.environment[name] = output_placeholder(name);
}

/// An emitted fetch, which may be an input of other derivations.
struct EmittedFetch {
  std::string tarball;  ///< the path of the fetched tarball
  FixedInput input;     ///< with its final path
  std::string written;  ///< the path that it is written to
};

/// The derivations that are emitted for one shard.
class Emission {
 public:
  Emission(const ShardOptions& options, const NixStore& store,
           const std::function<std::string(const std::string&)>& path_of)
      : options_(options), store_(store), path_of_(path_of) {}

  std::map<std::string, std::string> of(const std::vector<ShardPackage>& packages) {
    std::vector<ShardTarball> tarballs;
    tarballs.reserve(packages.size());
    for (const ShardPackage& package : packages) {
      tarballs.push_back({&package, package.url.empty() ? package.tarball : fetch(package)});
    }
    texts_[kShardOutput] = shard(tarballs);
    return std::move(texts_);
  }

 private:
  /// Emits the fetch of a tarball, and returns the tarball's path.
  std::string fetch(const ShardPackage& package) {
    const EmittedFetch* const before = before_next();
    const Integrity integrity = Integrity::parse(package.integrity);
    const Derivation derivation =
        fetch_derivation(fmt::format("{}-{}", kName, package.tarball), package.url, integrity,
                         before ? before->tarball : "", store_);
    const std::string final_path = emit(derivation, output_of(package), before);
    const std::string& tarball = derivation.outputs.at("out").path;
    fetches_.push_back({.tarball = tarball,
                        .input = {final_path, fixed_input_hash(integrity, tarball)},
                        .written = path_of_(output_of(package))});
    return tarball;
  }

  /// The last fetch in the lane of the next one.
  const EmittedFetch* before_next() const {
    const std::size_t count = fetches_.size();
    return count < options_.lanes ? nullptr : &fetches_[count - options_.lanes];
  }

  /// Emits a derivation that needs another one, or none, and returns its final path.
  std::string emit(const Derivation& derivation, const std::string& output,
                   const EmittedFetch* before) {
    std::vector<std::string> final_inputs;
    std::vector<std::string> written_inputs;
    if (before) {
      final_inputs.push_back(before->input.derivation);
      written_inputs.push_back(before->written);
    }
    texts_[output] = derivation_text(derivation, written_inputs);
    return store_.text_path(derivation.name + ".drv", derivation_text(derivation, final_inputs),
                            {final_inputs.begin(), final_inputs.end()});
  }

  /// The derivation of the shard. Its inputs are in the order of their final paths.
  std::string shard(const std::vector<ShardTarball>& tarballs) {
    std::sort(fetches_.begin(), fetches_.end(), [](const EmittedFetch& a, const EmittedFetch& b) {
      return a.input.derivation < b.input.derivation;
    });
    std::vector<FixedInput> inputs;
    std::vector<std::string> written;
    for (const EmittedFetch& fetch : fetches_) {
      inputs.push_back(fetch.input);
      written.push_back(fetch.written);
    }
    return derivation_text(shard_derivation(tarballs, inputs, options_, store_), written);
  }

  const ShardOptions& options_;
  const NixStore& store_;
  const std::function<std::string(const std::string&)>& path_of_;
  std::vector<EmittedFetch> fetches_;
  std::map<std::string, std::string> texts_;
};

}  // namespace

Derivation emitter_of(const std::vector<ShardPackage>& packages, const ShardOptions& options,
                      const NixStore& store) {
  Derivation emitter = cafs_derivation(kName, options, store);
  emitter.arguments = {"instantiate", "--batch", "env:packagesPath",           "--shard",
                       options.shard, "--lanes", std::to_string(options.lanes)};
  if (!options.prefer_local) emitter.arguments.emplace_back("--prefer-remote");
  emitter.arguments.insert(emitter.arguments.end(), options.store_kind.begin(),
                           options.store_kind.end());
  emitter.environment["packages"] = shard_lines(packages);
  emitter.environment["passAsFile"] = "packages";
  add_output(emitter, kShardOutput);
  for (const ShardPackage& package : packages) {
    if (package.url.empty()) {
      need_tarball(emitter, package.tarball, store);
    } else {
      add_output(emitter, output_of(package));
    }
  }
  return emitter;
}

std::map<std::string, std::string> emitted(
    const std::vector<ShardPackage>& packages, const ShardOptions& options, const NixStore& store,
    const std::function<std::string(const std::string&)>& path_of) {
  return Emission(options, store, path_of).of(packages);
}

}  // namespace cafs
