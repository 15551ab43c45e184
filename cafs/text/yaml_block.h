#pragma once
#include <string_view>

#include "cafs/text/yaml_builder.h"

namespace cafs {

/// Reads a text in the style in which pnpm writes lockfiles: mappings and sequences in blocks, a
/// member or item on each line, flow collections of scalars on one line, texts on one line without
/// escapes or as literal blocks (`|-`), all of ASCII. Returns false for any other text, valid or
/// not; the builder then has a part of it. libyaml reads these texts to the same result, but takes
/// two thirds of the time of a plan. So it reads only unusual texts.
bool read_yaml_blocks(std::string_view text, YamlBuilder& builder);

}  // namespace cafs
