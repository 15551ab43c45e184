#pragma once
#include <string_view>

#include "cafs/text/yaml_builder.h"

namespace cafs {

/// Reads a text in the style in which pnpm writes lockfiles: mappings and sequences in blocks, a
/// member or item on each line, flow collections of scalars on one line, texts on one line without
/// escapes or as literal blocks (`|-`), all of ASCII. False for any other text, right or wrong,
/// after which the builder has a part of it. What it reads, libyaml reads alike: so the latter
/// (two thirds of the time that a plan takes) is asked only about what is unusual.
bool read_yaml_blocks(std::string_view text, YamlBuilder& builder);

}  // namespace cafs
