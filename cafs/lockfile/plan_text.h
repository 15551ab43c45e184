#pragma once
#include <string>

#include "cafs/lockfile/plan.h"

namespace cafs {

/// Under which name the tarball of an entry is kept, unless it is a local one: its hash, as in
/// `sha512-2ef0….tgz`. Equal tarballs have equal names.
std::string tarball_name(const PlanEntry& entry);

/// The URL of an entry with its id as a fragment, which is not sent: what is said of a fetch that
/// fails names the package then. Of an URL that has a fragment, or an id that is an URL, the URL.
std::string url_with_id(const PlanEntry& entry);

/// A plan as a JSON document with a line for each package, which nix/ reads:
/// `{"cafsPlan":1,"packages":[…]}`. An entry has id, key, name, file, integrity, and url or
/// path; of a runtime bin, too, and maybe prefix. In the place of the integrity there may be
/// `"gitHosted":true`. What cannot be fetched by a hash has unfetchable, with the reason, in the
/// place of file and url; and an integrity only if the lockfile has one.
std::string plan_json(const Plan& plan);

/// A plan as `cafs add --batch` takes it, with the URL of each: tarballs are in `directory` under
/// their tarball_name, paths of local ones are relative to `root`.
std::string plan_batch(const Plan& plan, const std::string& directory, const std::string& root);

/// A configuration for `curl --parallel --config`, by which it downloads the tarballs of `missing`,
/// which are some of `entries`, into `directory`, each once. Of none it is one by which curl is
/// content: it downloads nothing; and if `entries` has nothing to download at all, it makes the
/// directory, with an empty file.
std::string plan_curl(const std::vector<PlanEntry>& entries, const std::vector<PlanEntry>& missing,
                      const std::string& directory);

}  // namespace cafs
