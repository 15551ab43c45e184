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
  std::string hash_algorithm;  ///< of a fixed one, `sha512`; `text:sha256` of a text; else empty
  std::string hash;            ///< of a fixed one, in hexadecimal
};

/// What Nix is to build, as a .drv file says it.
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
  std::string hash;  ///< what it counts by, whatever derivation makes it: see fixed_input_hash
};

/// What a fixed output counts by in the path of what needs it.
std::string fixed_input_hash(const Integrity& integrity, const std::string& path);

/// The text of a .drv file, in ATerm, with `inputs` in the order in which Nix writes them: of the
/// paths that they are going to have.
std::string derivation_text(const Derivation& derivation, const std::vector<std::string>& inputs);

/// Sets the path of the one output `out` of a derivation that needs these, and its variable `out`.
void set_output_path(Derivation& derivation, const std::vector<FixedInput>& inputs,
                     const NixStore& store);

}  // namespace cafs
