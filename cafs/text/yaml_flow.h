#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "cafs/text/yaml_builder.h"

namespace cafs {

/// libyaml takes no longer text for a key (1,024 characters).
constexpr std::size_t kLongestYamlKey = 1000;

/// Whether a text may be a scalar without quotes, as far as its first character tells. More would
/// do, which pnpm does not write.
bool begins_plain_yaml(std::string_view text);

/// Reads a collection of scalars that is all of `text`, `{a: b, c: d}` or `[a, b]`, with single
/// blanks as pnpm writes them. False for any other text, after which the builder has a part of it.
bool read_yaml_flow(std::string_view text, YamlBuilder& builder, std::uint32_t line);

}  // namespace cafs
