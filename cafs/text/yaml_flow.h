#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "cafs/text/yaml_builder.h"

namespace cafs {

/// The longest key that is read. libyaml takes no key of more than 1,024 characters.
constexpr std::size_t kLongestYamlKey = 1000;

/// Whether the first character of a text allows a scalar without quotes. YAML allows more
/// characters, which pnpm does not write.
bool begins_plain_yaml(std::string_view text);

/// Reads a collection of scalars that is all of `text`, `{a: b, c: d}` or `[a, b]`, with single
/// blanks as pnpm writes them. Returns false for any other text; the builder then has a part of it.
bool read_yaml_flow(std::string_view text, YamlBuilder& builder, std::uint32_t line);

}  // namespace cafs
