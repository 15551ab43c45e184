#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/format/integrity.h"
#include "tools/add_command.h"
#include "tools/cli.h"
#include "tools/exit_code.h"
#include "tools/output.h"

namespace cafs::tools {

namespace {

constexpr std::string_view kFooter =
    "Exit status: 0 done, 1 failed, 2 usage, 3 integrity mismatch,\n"
    "130 interrupted (128 and the number of the signal).";

/// Wraps CLI11's help at 80 columns.
class Formatter : public CLI::Formatter {
 public:
  Formatter() { column_width(26); }
};

/// "4096", "4KiB", "4MiB", "4GiB"; K, M and G mean the same.
std::uint64_t byte_count(const std::string& text) {
  constexpr std::string_view kUnits = "KMG";
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const std::size_t power = unit.empty() ? 0 : kUnits.find(unit[0]) + 1;
  const bool known = unit.empty() || (power > 0 && (unit.size() == 1 || unit.substr(1) == "iB"));
  const std::uint64_t factor = std::uint64_t{1} << (10 * power);
  if (error != std::errc() || !known ||
      count > std::numeric_limits<std::uint64_t>::max() / factor) {
    throw CLI::ValidationError(
        "--max-unpacked: want a number of bytes like 4096, 512MiB or 4GiB, not '" + text + "'");
  }
  return count * factor;
}

Container container(const std::string& text) {
  if (text == "tarball") return Container::tarball;
  if (text == "any") return Container::any;
  throw CLI::ValidationError("--container: want tarball or any, not '" + text + "'");
}

void describe_add(CLI::App& app, AddCommand& command) {
  app.add_option("--store", command.store, "Store to write: its v10 is made or added to")
      ->type_name("DIR");
  app.add_option("--id", command.id, "Package id, as the lockfile has it\n(default: name@version)")
      ->type_name("ID");
  app.add_option("--integrity", command.integrity,
                 "What the tarball must hash to\n(default: its own sha512, unchecked)")
      ->type_name("SRI");
  app.add_option("--batch", command.batch,
                 "Read {\"tarball\",\"id\",\"integrity\"} lines,\n'-' from standard input")
      ->type_name("FILE");
  app.add_option("--jobs", command.jobs,
                 "Threads (default: NIX_BUILD_CORES,\nelse the usable cores)")
      ->type_name("N");
  app.add_option_function<std::string>(
         "--max-unpacked",
         [&](const std::string& text) { command.options.max_unpacked = byte_count(text); },
         "Refuse tarballs that unpack to more\n(default: 4GiB)")
      ->type_name("BYTES");
  app.add_option_function<std::string>(
         "--container",
         [&](const std::string& text) { command.options.container = container(text); },
         "tarball (default), or any: also zip,\n.tar.zst, .tar.xz, .tar.bz2 and such")
      ->type_name("KIND");
  app.add_flag_callback(
      "--trusted", [&command] { command.options.trust = Trust::trusted; },
      "Do not check the integrity: the caller did");
  app.add_flag("--json", command.json, "Report each tarball as a line of JSON");
  app.add_option("TARBALL", command.tarballs,
                 "Tarballs; or TARBALL OUT NAME@VERSION\nINTEGRITY, without --store")
      ->type_name("");
  app.set_version_flag("--version", CAFS_VERSION, "Print the version");
  app.footer(std::string(kFooter));
}

/// `TARBALL OUT NAME@VERSION INTEGRITY`.
void take_positional_form(AddCommand& command) {
  const std::vector<std::string> given = command.tarballs;
  if (given.size() != 4) {
    throw CLI::ValidationError("without --store, want TARBALL OUT NAME@VERSION INTEGRITY");
  }
  if (command.batch || command.id || command.integrity) {
    throw CLI::ValidationError("--batch, --id and --integrity go with --store");
  }
  command.tarballs = {given[0]};
  command.store = given[1];
  command.id = given[2];
  command.integrity = Integrity::with_algorithm(given[3]);
  command.quiet = true;
}

void check_store_form(const AddCommand& command) {
  const bool single = command.id || command.integrity;
  if (!command.batch && command.tarballs.empty()) {
    throw CLI::ValidationError("want a TARBALL or --batch");
  }
  if (command.batch && (single || !command.tarballs.empty())) {
    throw CLI::ValidationError("--batch takes its tarballs, ids and integrities from its lines");
  }
  if (single && command.tarballs.size() != 1) {
    throw CLI::ValidationError("--id and --integrity go with one TARBALL");
  }
}

void complete(AddCommand& command) {
  if (command.store.empty()) return take_positional_form(command);
  check_store_form(command);
}

int usage_error(const std::string& program, const CLI::ParseError& error) {
  print_error(program, std::string(error.what()) + " (see --help)");
  return kUsage;
}

/// `argv` of `cafs-add` and of `cafs add`.
int add_main(const std::string& program, std::vector<std::string> arguments) {
  AddCommand command{.program = program};
  CLI::App app("Adds npm tarballs to a pnpm 10 store.", program);
  app.formatter(std::make_shared<Formatter>());
  describe_add(app, command);
  try {
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    app.parse(std::move(arguments));
    complete(command);
  } catch (const CLI::CallForVersion&) {
    print_line("cafs " CAFS_VERSION);
    return kDone;
  } catch (const CLI::CallForHelp&) {
    print_line(app.help());
    return kDone;
  } catch (const CLI::ParseError& error) {
    return usage_error(program, error);
  }
  return run(command);
}

constexpr std::string_view kHelp =
    "Assembles pnpm stores.\n"
    "Usage: cafs COMMAND …\n\n"
    "Commands:\n"
    "  add          Add npm tarballs to a store (also as cafs-add)\n\n"
    "Options:\n"
    "  --help       This text; with a command, that command's\n"
    "  --version    The version";

int cafs_main(const std::vector<std::string>& arguments) {
  const std::string command = arguments.empty() ? "" : arguments.front();
  if (command == "--help" || command == "-h") {
    print_line(kHelp);
    return kDone;
  }
  if (command == "--version") {
    print_line("cafs " CAFS_VERSION);
    return kDone;
  }
  print_error("cafs", command.empty() ? "want a command (see --help)"
                                      : "no command '" + command + "' (see --help)");
  return kUsage;
}

std::string base_name(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

/// What the process is called in its messages.
std::string program_name(const std::string& base, const std::vector<std::string>& arguments) {
  const bool add = base != "cafs-add" && !arguments.empty() && arguments.front() == "add";
  return add ? "cafs add" : base;
}

int dispatch(const std::string& program, std::vector<std::string> arguments) {
  if (program == "cafs add") {
    arguments.erase(arguments.begin());
    return add_main(program, std::move(arguments));
  }
  if (program != "cafs-add") return cafs_main(arguments);
  return add_main(program, std::move(arguments));
}

}  // namespace

}  // namespace cafs::tools

int main(int argc, char** argv) {
  namespace tools = cafs::tools;
  std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const std::string program =
      tools::program_name(tools::base_name(argc > 0 ? argv[0] : "cafs"), arguments);
  return tools::guarded(program, [&] { return tools::dispatch(program, std::move(arguments)); });
}
