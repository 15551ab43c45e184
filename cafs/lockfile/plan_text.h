#pragma once
#include <string>

#include "cafs/lockfile/plan.h"

namespace cafs {

/// The file name of an entry's tarball, unless it is local: its hash, as in `sha512-2ef0….tgz`.
/// Equal tarballs have equal names.
std::string tarball_name(const PlanEntry& entry);

/// The URL of an entry with its id as a fragment. A fragment is not sent, but with it the message
/// of a failed fetch names the package. If the URL has a fragment, or the id is a URL: the URL as
/// it is.
std::string url_with_id(const PlanEntry& entry);

/// A plan as a JSON document with a line for each package, which nix/ reads:
/// `{"cafsPlan":1,"packages":[…]}`. An entry has id, key, name, file, integrity, and url or path;
/// that of a runtime also has bin, and maybe prefix. In place of the integrity there may be
/// `"gitHosted":true`. A package that cannot be fetched by a hash has unfetchable, with the reason,
/// in place of file and url; it has an integrity only if the lockfile has one.
std::string plan_json(const Plan& plan);

/// A plan as input of `cafs add --batch`, with the URL of each package. Fetched tarballs are in
/// `directory` under their tarball_name; paths of local tarballs are relative to `root`.
std::string plan_batch(const Plan& plan, const std::string& directory, const std::string& root);

/// A configuration for `curl --parallel --config` that downloads the tarballs of `missing`, which
/// are some of `entries`, into `directory`, each once. If `missing` is empty, the configuration is
/// still valid for curl, and downloads nothing. If no entry needs a download at all, it makes the
/// directory, with an empty file.
std::string plan_curl(const std::vector<PlanEntry>& entries, const std::vector<PlanEntry>& missing,
                      const std::string& directory);

}  // namespace cafs
