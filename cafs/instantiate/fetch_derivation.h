#pragma once
#include <string>

#include "cafs/derivation/derivation.h"

namespace cafs {

/// The derivation by which Nix fetches a file, as nix/fetchTarball.nix makes it. `after` is a file
/// that is to be fetched before this one; or empty. Throws Error for an integrity that Nix does not
/// fetch by.
Derivation fetch_derivation(const std::string& name, const std::string& url,
                            const Integrity& integrity, const std::string& after,
                            const NixStore& store);

}  // namespace cafs
