#include "tools/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <limits>
#include <memory>

#include "tools/cli.h"
#include "tools/output.h"

namespace cafs::tools {

namespace {

/// Wraps CLI11's help at 80 columns. The usage lines say which options a command needs: CLI11
/// cannot tell which ones go together.
class Formatter : public CLI::Formatter {
 public:
  explicit Formatter(const Ways& ways) : ways_(ways) { column_width(26); }

  std::string make_usage(const CLI::App* /*app*/, std::string name) const override {
    std::string usage;
    for (const char* const way : ways_)
      usage += fmt::format("{} {} {}\n", usage.empty() ? "Usage:" : "   or:", name, way);
    return usage;
  }

 private:
  Ways ways_;
};

/// "v3, v10 or v11".
std::string all_versions() {
  std::string names;
  for (std::size_t i = 0; i < kStoreVersions.size(); ++i) {
    const bool last = i + 1 == kStoreVersions.size();
    names += fmt::format("{}{}", i == 0 ? "" : last ? " or " : ", ", kStoreVersions[i]->directory);
  }
  return names;
}

/// "v10", or several as in "v10,v11".
std::vector<StoreVersion> versions_of(std::string_view text) {
  std::vector<StoreVersion> versions;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    const std::string name(text.substr(start, end - start));
    const auto known = store_version(name);
    if (!known) throw_usage("--store-version: want " + all_versions() + ", not '" + name + "'");
    if (std::find(versions.begin(), versions.end(), *known) != versions.end()) {
      throw_usage("--store-version: " + name + " is there twice");
    }
    versions.push_back(*known);
    start = end + 1;
  }
  return versions;
}

IndexKind index_kind(const std::string& text) {
  if (text == "files") return IndexKind::files;
  if (text == "database") return IndexKind::database;
  throw_usage("--index: want files or database, not '" + text + "'");
}

}  // namespace

std::optional<int> parse(CLI::App& app, const std::string& program, const Ways& ways,
                         Arguments arguments, const std::function<void()>& complete) {
  app.formatter(std::make_shared<Formatter>(ways));
  try {
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    app.parse(std::move(arguments));
    complete();
    return std::nullopt;
  } catch (const CLI::CallForVersion&) {
    print_line("cafs " CAFS_VERSION);
    return kDone;
  } catch (const CLI::CallForHelp&) {
    print_line(app.help());
    return kDone;
  } catch (const CLI::ParseError& error) {
    print_error(program, std::string(error.what()) + " (see --help)");
    return kUsage;
  }
}

void throw_usage(const std::string& message) { throw CLI::ValidationError(message); }

std::uint64_t byte_count(const std::string& option, const std::string& text) {
  constexpr std::string_view kUnits = "KMG";
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const std::size_t power = unit.empty() ? 0 : kUnits.find(unit[0]) + 1;
  const bool known = unit.empty() || (power > 0 && (unit.size() == 1 || unit.substr(1) == "iB"));
  const std::uint64_t factor = std::uint64_t{1} << (10 * power);
  if (error != std::errc() || !known ||
      count > std::numeric_limits<std::uint64_t>::max() / factor) {
    throw_usage(option + ": want a number of bytes like 4096, 512MiB or 4GiB, not '" + text + "'");
  }
  return count * factor;
}

void describe_common(CLI::App& app, unsigned& jobs, bool& json, const std::string& json_help,
                     const std::string& more_codes) {
  app.add_option("--jobs", jobs, "Threads (default: NIX_BUILD_CORES,\nelse the usable cores)")
      ->type_name("N");
  app.add_flag("--json", json, json_help);
  app.set_version_flag("--version", CAFS_VERSION, "Print the version");
  app.footer("Exit status: 0 done, 1 failed, 2 usage," + more_codes +
             "130 interrupted (128 and the number of the signal).");
}

void describe_store_versions(CLI::App& app, std::vector<StoreVersion>& versions,
                             const std::string& help) {
  app.add_option_function<std::string>(
         "--store-version", [&versions](const std::string& text) { versions = versions_of(text); },
         help)
      ->type_name("VERSION,…");
}

void describe_store_kinds(CLI::App& app, std::vector<StoreKind>& kinds, IndexKind index) {
  kinds = {{.version = kUsualVersion, .index = index}};
  const auto set_versions = [&kinds](const std::string& text) {
    const StoreKind first = kinds.front();
    kinds.clear();
    for (const StoreVersion version : versions_of(text)) kinds.push_back({version, first.index});
  };
  const auto set_index = [&kinds](const std::string& text) {
    for (StoreKind& kind : kinds) kind.index = index_kind(text);
  };
  app.add_option_function<std::string>("--store-version", set_versions,
                                       "v10 (default) of pnpm 10, v11 of pnpm 11\nand 12, v3 of "
                                       "pnpm 9; v10,v11 for both")
      ->type_name("VERSION,…");
  app.add_option_function<std::string>(
         "--index", set_index,
         fmt::format(
             "How a v11 store keeps its indexes: files,\nwhich cafs merge and pnpm 12 read, "
             "or\ndatabase, for pnpm 11 (default: {})",
             index == IndexKind::database ? "database" : "files"))
      ->type_name("KIND");
}

void describe_durable(CLI::App& app, Durability& durability) {
  app.add_flag_callback(
      "--durable", [&durability] { durability = Durability::synced; },
      "Write all to the disk before it is visible\nand reported: it survives a loss of power");
}

}  // namespace cafs::tools
