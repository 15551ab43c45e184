#include "cafs/instantiate/fetch_derivation.h"

#include <fmt/format.h>

#include "cafs/base/error.h"

namespace cafs {

namespace {

/// Environment variables that Nix passes to each fetch.
constexpr const char* kImpureVariables = "http_proxy https_proxy ftp_proxy all_proxy no_proxy";

}  // namespace

Derivation fetch_derivation(const std::string& name, const std::string& url,
                            const Integrity& integrity, const std::string& after,
                            const NixStore& store) {
  if (integrity.algorithm() == HashAlgorithm::sha384) {
    throw Error(fmt::format("{}: Nix fetches nothing by a hash of sha384", url));
  }
  const std::string algorithm(cafs::name(integrity.algorithm()));
  const std::string path = store.fixed_path(name, integrity);
  Derivation fetch{.name = name,
                   .outputs = {{"out", {path, algorithm, integrity.hex()}}},
                   .input_sources = {},
                   .system = "builtin",
                   .builder = "builtin:fetchurl",
                   .arguments = {},
                   .environment = {{"builder", "builtin:fetchurl"},
                                   {"executable", ""},
                                   {"impureEnvVars", kImpureVariables},
                                   {"name", name},
                                   {"out", path},
                                   {"outputHash", integrity.text()},
                                   {"outputHashAlgo", algorithm},
                                   {"outputHashMode", "flat"},
                                   {"preferLocalBuild", "1"},
                                   {"system", "builtin"},
                                   {"unpack", ""},
                                   {"url", url},
                                   {"urls", url}}};
  if (!after.empty()) fetch.environment["after"] = after;
  return fetch;
}

}  // namespace cafs
