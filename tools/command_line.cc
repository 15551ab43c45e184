#include "tools/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "tools/exit_code.h"
#include "tools/output.h"

namespace cafs::tools {

namespace {

/// Wraps CLI11's help at 80 columns.
class Formatter : public CLI::Formatter {
 public:
  Formatter() { column_width(26); }
};

}  // namespace

std::optional<int> parse(CLI::App& app, const std::string& program, Arguments arguments,
                         const std::function<void()>& complete) {
  app.formatter(std::make_shared<Formatter>());
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

void describe_common(CLI::App& app, unsigned& jobs, bool& json, const std::string& json_help,
                     const std::string& more_codes) {
  app.add_option("--jobs", jobs, "Threads (default: NIX_BUILD_CORES,\nelse the usable cores)")
      ->type_name("N");
  app.add_flag("--json", json, json_help);
  app.set_version_flag("--version", CAFS_VERSION, "Print the version");
  app.footer("Exit status: 0 done, 1 failed, 2 usage, " + more_codes +
             "130 interrupted (128 and the number of the signal).");
}

void describe_store_version(CLI::App& app, StoreVersion& version) {
  app.add_option_function<std::string>(
         "--store-version",
         [&version](const std::string& text) {
           const auto known = store_version(text);
           if (!known) throw_usage("--store-version: want v3, v10 or v11, not '" + text + "'");
           version = *known;
         },
         "v10 (default) of pnpm 10, v11 of pnpm 11\nand 12, or v3 of pnpm 9")
      ->type_name("VERSION");
}

void describe_index(CLI::App& app, IndexKind& index) {
  const std::string ours = index == IndexKind::database ? "database" : "files";
  app.add_option_function<std::string>(
         "--index",
         [&index](const std::string& text) {
           if (text != "files" && text != "database") {
             throw_usage("--index: want files or database, not '" + text + "'");
           }
           index = text == "files" ? IndexKind::files : IndexKind::database;
         },
         "How a v11 store keeps its indexes: files,\nwhich cafs merge and pnpm 12 read, or\n"
         "database, for pnpm 11 (default: " +
             ours + ")")
      ->type_name("KIND");
}

void describe_durable(CLI::App& app, Durability& durability) {
  app.add_flag_callback(
      "--durable", [&durability] { durability = Durability::synced; },
      "Have all on the disk before it is seen and\nreported: power may fail then");
}

}  // namespace cafs::tools
