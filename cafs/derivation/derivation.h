#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cafs/derivation/store_path.h"

namespace cafs {

/// An output of a derivation, as a .drv file has it.
struct DerivationOutput {
  std::string path;            ///< empty if it is not known before it is built
  std::string hash_algorithm;  ///< if fixed, `sha512`; for a text, `text:sha256`; else empty
  std::string hash;            ///< in hexadecimal if fixed, else empty
};

/// A task for Nix to build, as a .drv file has it.
struct Derivation {
  std::string name;
  std::map<std::string, DerivationOutput> outputs;
  std::set<std::string> input_sources;  ///< store paths
  std::string system;
  std::string builder;
  std::vector<std::string> arguments;
  std::map<std::string, std::string> environment;
};

/// A fixed output that another derivation needs.
struct FixedInput {
  std::string derivation;  ///< its .drv file
  std::string hash;        ///< its identity, whatever derivation makes it: see fixed_input_hash
};

/// The hash by which a fixed output enters the paths of derivations that need it.
std::string fixed_input_hash(const Integrity& integrity, const std::string& path);

/// The text of a .drv file, in ATerm. `inputs` must be in the order in which Nix writes them, that
/// of their final paths.
std::string derivation_text(const Derivation& derivation, const std::vector<std::string>& inputs);

/// Sets the path of the one output `out` of a derivation that needs these inputs, and its variable
/// `out`.
void set_output_path(Derivation& derivation, const std::vector<FixedInput>& inputs,
                     const NixStore& store);

}  // namespace cafs
