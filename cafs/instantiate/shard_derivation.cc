#include "cafs/instantiate/shard_derivation.h"

#include <fmt/format.h>

#include "cafs/text/json_member.h"

namespace cafs {

namespace {

constexpr const char* kName = "npm-shard";

/// The line of a tarball for `cafs add --batch`. Its members are sorted, as Nix sorts them.
std::string line_of(const ShardTarball& tarball) {
  const ShardPackage& package = *tarball.package;
  std::string out = "{";
  if (!package.bin.empty()) out += fmt::format("\"bin\":{}", package.bin);
  if (package.integrity.empty())
    out += out.back() == '{' ? "\"gitHosted\":true" : ",\"gitHosted\":true";
  append_if_given(out, "id", package.id);
  append_if_given(out, "integrity", package.integrity);
  append_if_given(out, "prefix", package.prefix);
  append_if_given(out, "tarball", tarball.path);
  // Nix has checked the fetched tarball by this integrity.
  if (!package.url.empty() && !package.integrity.empty()) out += ",\"trusted\":true";
  return out + "}";
}

std::string batch_of(const std::vector<ShardTarball>& tarballs) {
  std::string batch;
  for (const ShardTarball& tarball : tarballs) {
    batch += fmt::format("{}{}", batch.empty() ? "" : "\n", line_of(tarball));
  }
  return batch;
}

}  // namespace

Derivation shard_derivation(const std::vector<ShardTarball>& tarballs,
                            const std::vector<FixedInput>& inputs, const ShardOptions& options,
                            const NixStore& store) {
  Derivation shard = cafs_derivation(kName, options, store);
  shard.arguments = {"add",     "--store",       output_placeholder("out"),
                     "--batch", "env:batchPath", "--trusted-lines"};
  shard.environment["batch"] = batch_of(tarballs);
  shard.environment["passAsFile"] = "batch";
  if (tarballs.empty()) shard.environment["shard"] = options.shard;  // no store is merged twice
  shard.arguments.insert(shard.arguments.end(), options.store_kind.begin(),
                         options.store_kind.end());
  for (const ShardTarball& tarball : tarballs) {
    if (tarball.package->url.empty()) need_tarball(shard, tarball.path, store);
  }
  set_output_path(shard, inputs, store);
  return shard;
}

}  // namespace cafs
