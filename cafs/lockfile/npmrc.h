#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cafs/lockfile/registries.h"

namespace cafs {

/// The value of an environment variable, or nothing.
using Variables = std::function<std::optional<std::string>(std::string_view name)>;

/// The registries that the lines `registry=URL` and `@scope:registry=URL` of an .npmrc name, as npm
/// and pnpm read them: the last of two lines counts; `${NAME}` is what `variables` say, and stays
/// where they say nothing.
Registries registries_of_npmrc(std::string_view text, const Variables& variables);

}  // namespace cafs
