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

/// A tarball that is to be added, and under which key the lockfile knows it.
struct Request {
  std::string tarball;   ///< its path, empty if unknown
  std::string given_id;  ///< as somebody gave it, empty if nobody did
  Origin origin = Origin::registry;
  std::optional<PackageId> id;             ///< without one: name@version of its package.json
  std::optional<Integrity> integrity;      ///< without one: the sha512 of its bytes
  Trust trust = Trust::check;              ///< of this one
  std::shared_ptr<const Runtime> runtime;  ///< where the lockfile says what it is: no npm package
  std::string refusal;                     ///< why it is not even tried; empty if it is
};

/// What the resolution of a runtime says in a lockfile.
struct RuntimeFields {
  JsonValue bin;
  std::string prefix;  ///< empty if there is none
};

/// Makes a request of a path, an id and an integrity, the last two as text or absent, and of what
/// makes it a runtime. Where one of those is malformed, a runtime has no id, or the id of one comes
/// without what makes it one, that is the refusal.
Request make_request(std::string tarball, const std::optional<std::string>& id,
                     const std::optional<std::string>& integrity, Origin origin = Origin::registry,
                     const std::optional<RuntimeFields>& runtime = {});

/// Reads one line of a batch:
/// `{"tarball":"…","id":"…","integrity":"…","trusted":true,"gitHosted":true,"url":"…"}`, all but
/// the first optional, and of a runtime `"bin":…` and `"prefix":"…"` as the lockfile has them; a
/// URL is for whoever fetches. Refused is what is no JSON object with these members only, strings
/// but for `trusted` and `gitHosted`, which are booleans, and `bin`, a tarball that is empty, a
/// git-hosted one or a runtime without an id, trust without an integrity, and a prefix without a
/// bin. (A misspelt "integrity" must not mean "unchecked".)
Request request_of_line(std::string_view line);

struct AddOptions {
  Container container = Container::tarball;
  Trust trust = Trust::check;                           ///< of all requests
  std::uint64_t max_unpacked = std::uint64_t{4} << 30;  ///< bytes of one tarball, inflated
};

/// Whether nobody checks the integrity of a tarball.
bool is_trusted(const Request& request, const AddOptions& options);

/// The path of the tarball's index or marker in a store of this version, or its integrity, where
/// that does not say what the tarball holds: of a git-hosted package or a local tarball, whose ids
/// decide that, and where nobody checks the integrity, or it is weak; the id of a runtime, whose
/// bin is in no tarball. Two tarballs with one of these may contradict each other. Nothing for
/// others.
std::optional<std::string> undecided_by_content(const Request& request, const AddOptions& options,
                                                StoreVersion version);

}  // namespace cafs
