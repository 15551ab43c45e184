// The input is a package.json, a NUL, and a text that is each ignore file and each command's start.
#include "cafs/node_modules/packlist.h"

#include <algorithm>
#include <array>

#include "cafs/base/error.h"
#include "cafs/node_modules/commands.h"
#include "cafs/node_modules/interpreter.h"
#include "cafs/node_modules/pnpm_rules.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

namespace {

const std::array<std::string, 9> kPaths{"package.json", "README.md",  "a.js",
                                        "lib/b.js",     "lib/.c",     "lib/d/e.ts",
                                        ".npmignore",   ".gitignore", "lib/.npmignore"};

bool is_known(const std::string& path) {
  return std::find(kPaths.begin(), kPaths.end(), path) != kPaths.end();
}

void try_packlist(const JsonValue& manifest, std::string_view ignored, PacklistRules rules) {
  const auto read = [&](std::string_view) { return std::optional<std::string>(ignored); };
  for (const std::string& path : packlist(manifest, kPaths, read, rules))
    fuzz::require(is_known(path));
}

void try_commands(const JsonValue& manifest, std::string_view start, const PnpmRules& rules) {
  for (const Command& command : commands_of(manifest, "@a/b", kPaths, rules)) {
    fuzz::require(command.name.find('/') == command.name.npos && !command.name.empty());
    fuzz::require(!command.path.starts_with('/') && !command.path.starts_with("../"));
    interpreter_of(start, command.path, rules);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(fuzz::input(data, size));
  const std::size_t end = std::min(text.find('\0'), text.size());
  const std::string_view rest = text.substr(std::min(end + 1, text.size()));
  const auto attempt = [](const auto& what) {
    try {
      what();
    } catch (const Error&) {
    }
  };
  attempt([&] {
    const JsonValue manifest = parse_json(text.substr(0, end));
    for (const auto rules : {PacklistRules::pnpm10, PacklistRules::pnpm11, PacklistRules::pnpm12})
      attempt([&] { try_packlist(manifest, rest, rules); });
    for (const char* const major : {"10", "11", "12"})
      attempt([&] { try_commands(manifest, rest, *pnpm_rules(major)); });
  });
  return 0;
}
