#include "cafs/lockfile/variants.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/text/json.h"

namespace cafs {

namespace {

std::string name_of(std::string_view os, std::string_view cpu, std::string_view libc) {
  return fmt::format("{}-{}{}{}", os, cpu, libc.empty() ? "" : "-", libc);
}

bool is_for(const Platform& platform, const Target& target) {
  const std::string_view libc =
      platform.libc == "glibc" ? std::string_view() : std::string_view(platform.libc);
  return target.os == platform.os && target.cpu == platform.cpu && target.libc == libc;
}

bool is_for(const Platform& platform, const Variant& variant) {
  return std::any_of(variant.targets.begin(), variant.targets.end(),
                     [&](const Target& target) { return is_for(platform, target); });
}

std::string targets_of(const std::vector<Variant>& variants) {
  std::string names;
  for (const Variant& variant : variants) {
    for (const auto& [os, cpu, libc] : variant.targets) {
      names += fmt::format("{}{}", names.empty() ? "" : ", ", name_of(os, cpu, libc));
    }
  }
  return names;
}

const Variant& variant_for(const Platform& platform, const std::vector<Variant>& variants,
                           std::string_view id) {
  for (const Variant& variant : variants) {
    if (is_for(platform, variant)) return variant;
  }
  throw Error(fmt::format("{} has no archive for {}, only for {}", id,
                          name_of(platform.os, platform.cpu, platform.libc), targets_of(variants)));
}

}  // namespace

std::vector<const Resolution*> resolutions_for(const LockedPackage& package, std::string_view id,
                                               const std::vector<Platform>& platforms) {
  const std::vector<Variant>& variants = package.resolution.variants;
  if (package.resolution.type != "variations") return {&package.resolution};
  std::vector<const Resolution*> found;
  if (platforms.empty()) {
    for (const Variant& variant : variants) found.push_back(&variant.resolution);
    return found;
  }
  for (const Platform& platform : platforms) {
    const Resolution* const one = &variant_for(platform, variants, id).resolution;
    if (std::find(found.begin(), found.end(), one) == found.end()) found.push_back(one);
  }
  return found;
}

bool is_runtime(const Resolution& resolution) {
  return resolution.type == "binary" && !resolution.url.empty() && resolution.bin &&
         !resolution.integrity.empty();
}

std::string bin_json(const Resolution& resolution) {
  const YamlNode& bin = *resolution.bin;
  const auto is_text = [](const YamlNode& node) { return node.kind == YamlNode::Kind::scalar; };
  std::string out;
  if (is_text(bin)) {
    append_json_string(out, bin.text);
    return out;
  }
  for (const auto& [name, path] : bin.children) {
    if (bin.kind != YamlNode::Kind::mapping || !is_text(*path)) {
      throw Error(fmt::format("line {}: bin: want a path, or paths by name", bin.line));
    }
    out += out.empty() ? '{' : ',';
    append_json_string(out, name);
    out += ':';
    append_json_string(out, path->text);
  }
  return out.empty() ? "{}" : out + '}';
}

}  // namespace cafs
