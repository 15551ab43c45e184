#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cafs/lockfile/registries.h"

namespace cafs {

/// The value of an environment variable, or nothing.
using Variables = std::function<std::optional<std::string>(std::string_view name)>;

/// Calls `found` for each line `key=value` of an .npmrc, as npm and pnpm read it, in order, without
/// quotes and comments. `${NAME}` in a value is replaced by the variable, and stays if `variables`
/// has none.
void read_npmrc(std::string_view text, const Variables& variables,
                const std::function<void(std::string_view key, std::string value)>& found);

/// The registries that the lines `registry=URL` and `@scope:registry=URL` of an .npmrc name: the
/// last of two lines counts.
Registries registries_of_npmrc(std::string_view text, const Variables& variables);

}  // namespace cafs
