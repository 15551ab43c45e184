#include "tools/layout_files.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <span>

#include "cafs/base/error.h"
#include "cafs/io/text_file.h"
#include "tools/workspace.h"

// POSIX leaves the declaration of environ to programs; not every system declares it for them.
extern "C" char** environ;  // NOLINT(readability-redundant-declaration)

namespace cafs::tools {

namespace {

/// What `read` makes of the text of a file; nothing where there is none.
template <typename Read>
Settings settings_in(const std::string& path, const Read& read) {
  if (!is_file(path)) return {};
  const std::string text = read_text_file(path);
  try {
    return read(text);
  } catch (const Error& e) {
    throw Error(fmt::format("{}: {}", path, e.what()));
  }
}

Settings of_workspace(const std::string& path) {
  return settings_in(path,
                     [](std::string_view text) { return settings_of_workspace(YamlStream(text)); });
}

Settings of_manifest(const std::string& path) {
  return settings_in(path, [](std::string_view text) {
    const JsonValue manifest = parse_json(text);
    const JsonValue* const pnpm = manifest.find("pnpm");
    return pnpm ? settings_of_manifest(*pnpm) : Settings();
  });
}

Settings of_npmrc(const std::string& path) {
  return settings_in(path, [](std::string_view text) { return settings_of_npmrc(text, variable); });
}

/// Variables like `npm_config_hoist_pattern`.
Settings of_environment(std::string_view prefix) {
  Settings settings;
  for (char** entry = ::environ; entry && *entry; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (!text.starts_with(prefix) || equals == text.npos) continue;
    std::string name;
    for (const char c : text.substr(prefix.size(), equals - prefix.size()))
      name += c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    settings[name] = value_of_variable(text.substr(equals + 1));
  }
  return settings;
}

}  // namespace

LayoutSettings layout_settings_for(const std::string& root, const PnpmRules& rules) {
  // The first that says something counts.
  std::vector<Settings> places{of_workspace(root + "/pnpm-workspace.yaml")};
  for (const std::string_view prefix : rules.setting_variables)
    places.push_back(of_environment(prefix));
  if (rules.reads_settings_of_npm) {
    places.push_back(of_manifest(root + "/package.json"));
    places.push_back(of_npmrc(root + "/.npmrc"));
    if (const auto user = user_npmrc()) places.push_back(of_npmrc(*user));
  }
  return layout_settings(places);
}

}  // namespace cafs::tools
