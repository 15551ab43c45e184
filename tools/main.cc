#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/format/base64.h"
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
  app.add_option("--max-unpacked", command.options.max_unpacked,
                 "Refuse tarballs that unpack to more\n(default: 4GiB)")
      ->type_name("BYTES")
      ->transform(CLI::AsSizeValue(false).description(""));
  app.add_option("--container", command.options.container,
                 "tarball (default), or any: also zip,\n.tar.zst, .tar.xz, .tar.bz2 and such")
      ->type_name("KIND")
      ->transform(
          CLI::CheckedTransformer(std::map<std::string, Container>{{"tarball", Container::tarball},
                                                                   {"any", Container::any}})
              .description(""));
  app.add_flag_callback(
      "--trusted", [&command] { command.options.trust = Trust::trusted; },
      "Do not check the integrity: the caller did");
  app.add_flag("--json", command.json, "Report each tarball as a line of JSON");
  app.add_option("TARBALL", command.tarballs,
                 "Tarballs; or TARBALL OUT NAME@VERSION\nINTEGRITY, without --store")
      ->type_name("");
  app.footer(std::string(kFooter));
}

/// The sha512 in plain base64 is an integrity too in the four-argument form.
std::string with_algorithm(const std::string& integrity) {
  return from_base64(integrity) ? "sha512-" + integrity : integrity;
}

/// `TARBALL OUT NAME@VERSION INTEGRITY`.
void take_positional_form(AddCommand& command) {
  const std::vector<std::string> given = command.tarballs;
  if (given.size() != 4) {
    throw CLI::ValidationError("without --store, want TARBALL OUT NAME@VERSION INTEGRITY");
  }
  if (!command.batch.empty() || !command.id.empty() || !command.integrity.empty()) {
    throw CLI::ValidationError("--batch, --id and --integrity go with --store");
  }
  command.tarballs = {given[0]};
  command.store = given[1];
  command.id = given[2];
  command.integrity = with_algorithm(given[3]);
  command.quiet = true;
}

void check_store_form(const AddCommand& command) {
  const bool single = !command.id.empty() || !command.integrity.empty();
  if (command.batch.empty() && command.tarballs.empty()) {
    throw CLI::ValidationError("want a TARBALL or --batch");
  }
  if (!command.batch.empty() && (single || !command.tarballs.empty())) {
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
  if (arguments == std::vector<std::string>{"--version"}) {
    print_line("cafs-add " CAFS_VERSION);
    return kDone;
  }
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
