#include "cafs/lockfile/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <tuple>
#include <unordered_set>

#include "cafs/base/error.h"
#include "cafs/hash/integrity.h"
#include "cafs/lockfile/needed.h"
#include "cafs/lockfile/package_key.h"
#include "cafs/lockfile/stored.h"
#include "cafs/lockfile/variants.h"

namespace cafs {

namespace {

bool is_one_hash(std::string_view integrity) {
  try {
    Integrity::parse(integrity);
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// Whether the package comes from no registry, as a runtime does.
bool is_elsewhere(const PackageKey& key) {
  return key.registry.empty() && key.version.find(':') != key.version.npos;
}

/// Why a package cannot be fetched by a hash; empty if it can.
std::string why_not(const Resolution& resolution, const PackageKey& key, IntegrityTarget target) {
  if (is_from_git(resolution)) return "it comes from a git host, and pnpm packs it itself";
  if (!resolution.type.empty() && !is_runtime(resolution))
    return fmt::format("its resolution is of type {}", resolution.type);
  if (resolution.type.empty() && resolution.tarball.empty() && is_elsewhere(key))
    return "it has no tarball, and no registry has it";
  if (resolution.integrity.empty())
    return "it has no integrity, and pnpm 10.34.1 and later refuse it";
  if (target == IntegrityTarget::tar)
    return "its integrity is that of the tar archive inside of the tarball";
  if (!is_one_hash(resolution.integrity)) return "its integrity is not one hash";
  return "";
}

/// The part of an address after its last slash, without query and fragment.
std::string_view base_name(std::string_view address) {
  address = address.substr(0, address.find_first_of("?#"));
  return address.substr(address.rfind('/') + 1);
}

bool has_scheme(std::string_view text) {
  const std::size_t colon = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz+");
  return colon != text.npos && colon > 0 && text[colon] == ':';
}

std::string without_blanks(std::string_view url) {
  std::string out(url);
  for (std::size_t i = out.find(' '); i != out.npos; i = out.find(' ', i)) out.replace(i, 1, "%20");
  return out;
}

/// Sets the location of the tarball in `entry`.
void locate(PlanEntry& entry, std::string_view tarball, const PackageKey& key,
            const Registries& registries) {
  if (tarball.empty()) {
    entry.url = registries.tarball_url(key);
  } else if (tarball.starts_with(kFile)) {
    entry.path = tarball.substr(kFile.size());
  } else if (has_scheme(tarball)) {
    entry.url = without_blanks(tarball);
  } else {
    entry.url = without_blanks(registries.url_for(key) + std::string(tarball));
  }
  entry.file = base_name(entry.url.empty() ? entry.path : entry.url);
}

/// An entry without the location of its tarball.
PlanEntry entry_of(const LockedPackage& package, const Resolution& resolution,
                   const Override& override) {
  const Stored stored = stored_as(package, resolution);
  const std::string_view promised =
      override.integrity.empty() ? stored.integrity : override.integrity;
  const bool has_bin = is_runtime(resolution);
  return {.id = std::string(stored.id),
          .key = std::string(package.key),
          .name = std::string(PackageKey::parse(package.key).name),
          .integrity = std::string(stored.by_id ? "" : promised),
          .url = "",
          .path = "",
          .file = "",
          .git_hosted = stored.by_id,
          .bin = has_bin ? bin_json(resolution) : "",
          .prefix = std::string(has_bin ? resolution.prefix : "")};
}

/// Sets the tarball of the override in `entry`.
void locate(PlanEntry& entry, const Override& override) {
  if (!entry.git_hosted && entry.integrity.empty()) {
    throw Error(fmt::format("{} has no integrity: its override needs one", entry.id));
  }
  entry.path = override.src;
  entry.file = base_name(override.src);
}

void add(Plan& plan, const LockedPackage& package, const Resolution& resolution,
         const Override& override, IntegrityTarget target, const Registries& registries) {
  PlanEntry entry = entry_of(package, resolution, override);
  const PackageKey key = PackageKey::parse(package.key);
  const std::string why = why_not(resolution, key, target);
  if (!override.src.empty()) {
    locate(entry, override);
  } else if (why.empty()) {
    const std::string_view tarball = is_runtime(resolution) ? resolution.url : resolution.tarball;
    locate(entry, tarball, key, registries);
  } else {
    return plan.unfetchable.push_back({std::move(entry), why});
  }
  plan.entries.push_back(std::move(entry));
}

void add(Plan& plan, const LockedPackage& package, IntegrityTarget target,
         const PlanOptions& options) {
  const std::string_view id = id_of(package);
  const auto resolutions = resolutions_for(package, id, options.platforms);
  const Override* const override = find_override(options.overrides, id, package.key);
  if (override && resolutions.size() != 1) {
    throw Error(
        fmt::format("{} has another archive for each platform, but its override is a single one: "
                    "want one platform",
                    id));
  }
  for (const Resolution* const one : resolutions) {
    add(plan, package, *one, override ? *override : Override{}, target, options.registries);
  }
}

/// The packages that are installed anywhere, in the order of their keys.
std::vector<const LockedPackage*> installed(const Lockfile& lockfile, const PlanOptions& options) {
  const std::function<bool(const LockedPackage&)> is_installed = [&](const LockedPackage& package) {
    const auto is_for_it = [&](const Platform& one) { return is_for(one, package.platforms); };
    return options.platforms.empty() || !package.optional ||
           std::any_of(options.platforms.begin(), options.platforms.end(), is_for_it);
  };
  std::vector<bool> needed(lockfile.packages.size(), true);
  if (options.importers) needed = needed_packages(lockfile, *options.importers, is_installed);
  std::vector<const LockedPackage*> packages;
  for (std::size_t i = 0; i < needed.size(); ++i) {
    const LockedPackage& package = lockfile.packages[i];
    if (needed[i] && is_installed(package)) packages.push_back(&package);
  }
  // pnpm sorts them, too, but by the rules of a human language.
  const auto is_before = [](const LockedPackage* a, const LockedPackage* b) {
    return a->key < b->key;
  };
  if (!std::is_sorted(packages.begin(), packages.end(), is_before))
    std::sort(packages.begin(), packages.end(), is_before);
  return packages;
}

}  // namespace

Plan plan_of(const Lockfile& lockfile, const PlanOptions& options) {
  check_overrides(options.overrides, lockfile);
  Plan plan;
  std::unordered_set<std::string_view> known;  // several keys may have one id: the first counts
  for (const LockedPackage* const package : installed(lockfile, options)) {
    if (package->resolution.type == "directory" || !known.insert(id_of(*package)).second) continue;
    add(plan, *package, lockfile.integrity_target, options);
  }
  const auto is_before = [](const PlanEntry& a, const PlanEntry& b) {
    return std::tie(a.id, a.integrity) < std::tie(b.id, b.integrity);
  };
  if (!std::is_sorted(plan.entries.begin(), plan.entries.end(), is_before))
    std::sort(plan.entries.begin(), plan.entries.end(), is_before);
  std::stable_sort(
      plan.unfetchable.begin(), plan.unfetchable.end(),
      [](const Unfetchable& a, const Unfetchable& b) { return a.entry.id < b.entry.id; });
  return plan;
}

}  // namespace cafs
