#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cafs/hash/integrity.h"
#include "cafs/index/package_id.h"
#include "cafs/index/store_version.h"
#include "cafs/tarball/container.h"
#include "cafs/tarball/runtime.h"

namespace cafs {

/// Where a package comes from, which decides where pnpm looks for its index.
enum class Origin {
  registry,  ///< or a URL, or a file: the index is found by integrity and id
  git_host,  ///< the index is found by the id alone, which must be given
};

/// Whether the caller's fetcher has checked the integrity already.
enum class Trust { check, trusted };

/// A tarball to be added, and the key under which the lockfile knows it.
struct Request {
  std::string tarball;   ///< its path, empty if unknown
  std::string given_id;  ///< as somebody gave it, empty if nobody did
  Origin origin = Origin::registry;
  std::optional<PackageId> id;             ///< without one: name@version of its package.json
  std::optional<Integrity> integrity;      ///< without one: the sha512 of its bytes
  Trust trust = Trust::check;              ///< of this one
  std::shared_ptr<const Runtime> runtime;  ///< of a runtime, which is no npm package
  std::string refusal;                     ///< why it is not even tried; empty if it is
};

/// What a lockfile says in the resolution of a runtime.
struct RuntimeFields {
  JsonValue bin;
  std::string prefix;  ///< empty if there is none
};

/// Makes a request from a path, an id and an integrity (as text, or absent), and the fields of a
/// runtime. The request is refused if one of these is malformed, if a runtime has no id, or if the
/// id of a runtime comes without the fields of one.
Request make_request(std::string tarball, const std::optional<std::string>& id,
                     const std::optional<std::string>& integrity, Origin origin = Origin::registry,
                     const std::optional<RuntimeFields>& runtime = {});

/// Reads one line of a batch:
/// `{"tarball":"…","id":"…","integrity":"…","trusted":true,"gitHosted":true,"url":"…"}`, all but
/// the first optional. A runtime also has `"bin":…` and `"prefix":"…"`, as the lockfile has them.
/// The URL is for whoever fetches. A line is refused if it is no JSON object, or has other members
/// (a misspelt "integrity" must not mean "unchecked"). `trusted` and `gitHosted` must be booleans,
/// and all others but `bin` strings. Also refused are an empty tarball, a git-hosted package or a
/// runtime without an id, trust without an integrity, and a prefix without a bin.
Request request_of_line(std::string_view line);

struct AddOptions {
  Container container = Container::tarball;
  Trust trust = Trust::check;                           ///< of all requests
  std::uint64_t max_unpacked = std::uint64_t{4} << 30;  ///< bytes of one tarball, inflated
};

/// Whether nobody checks the integrity of a tarball.
bool is_trusted(const Request& request, const AddOptions& options);

/// A key that does not depend on what the tarball holds, so that two tarballs with it may
/// contradict each other; nothing if there is none. It is, in a store of this version, the path of
/// the index of a git-hosted package or of the marker of a local tarball, which depend on the id
/// alone; the id of a runtime, whose bin is in no tarball; or an integrity that nobody checks, or
/// that is weak.
std::optional<std::string> undecided_by_content(const Request& request, const AddOptions& options,
                                                StoreVersion version);

}  // namespace cafs
