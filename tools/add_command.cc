#include "tools/add_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cafs/base/error.h"

namespace cafs::tools {

namespace {

Container container(const std::string& text) {
  if (text == "tarball") return Container::tarball;
  if (text == "any") return Container::any;
  throw_usage("--container: want tarball or any, not '" + text + "'");
}

JsonValue bin(const std::string& text) {
  try {
    return parse_json(text);
  } catch (const Error& e) {
    throw_usage(fmt::format(R"(--bin: want JSON, like {{"node":"bin/node"}}: {})", e.what()));
  }
}

/// `TARBALL OUT NAME@VERSION INTEGRITY`.
void take_positional_form(AddCommand& command) {
  const std::vector<std::string> given = command.tarballs;
  if (given.size() != 4) {
    throw_usage("without --store, want TARBALL OUT NAME@VERSION INTEGRITY");
  }
  if (command.batch || command.id || command.integrity || command.bin) {
    throw_usage("--batch, --id, --integrity and --bin go with --store");
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
    throw_usage("want a TARBALL or --batch");
  }
  if (command.batch && (single || !command.tarballs.empty())) {
    throw_usage("--batch takes its tarballs, ids and integrities from its lines");
  }
  if (command.origin == Origin::git_host && !command.id) {
    throw_usage("--git-hosted goes with --id");
  }
  if (command.bin && !command.id) throw_usage("--bin goes with --id");
  if (command.prefix && !command.bin) throw_usage("--prefix goes with --bin");
  if (single && command.tarballs.size() != 1) {
    throw_usage("--id and --integrity go with one TARBALL");
  }
}

}  // namespace

void describe_add(CLI::App& app, AddCommand& command) {
  app.add_option("--store", command.store, "Store to write: made or added to")->type_name("DIR");
  app.add_option("--id", command.id, "Package id, as the lockfile has it\n(default: name@version)")
      ->type_name("ID");
  app.add_option("--integrity", command.integrity,
                 "What the tarball must hash to\n(default: its own sha512, unchecked)")
      ->type_name("SRI");
  app.add_flag_callback(
      "--git-hosted", [&command] { command.origin = Origin::git_host; },
      "The package comes from a git host:\npnpm finds it by its id alone");
  app.add_option_function<std::string>(
         "--bin", [&](const std::string& text) { command.bin = bin(text); },
         "The package is a runtime; JSON is its bin\nin the lockfile")
      ->type_name("JSON");
  app.add_option("--prefix", command.prefix, "Directory in the zip of that runtime")
      ->type_name("DIR");
  app.add_option("--batch", command.batch,
                 "Read {\"tarball\",\"id\",\"integrity\"} lines;\n'-' is standard input, "
                 "'env:NAME' the file\nthat the environment variable names")
      ->type_name("FILE");
  app.add_option_function<std::string>(
         "--max-unpacked",
         [&](const std::string& text) {
           command.options.max_unpacked = byte_count("--max-unpacked", text);
         },
         "Refuse tarballs that unpack to more\n(default: 4GiB)")
      ->type_name("BYTES");
  app.add_option_function<std::string>(
         "--container",
         [&](const std::string& text) { command.options.container = container(text); },
         "tarball (default), or any: also zip,\n.tar.zst, .tar.xz and .tar.bz2")
      ->type_name("KIND");
  app.add_flag_callback(
      "--trusted", [&command] { command.options.trust = Trust::trusted; },
      "Do not check the integrity: the caller\nhas checked it");
  app.add_flag("--trusted-lines", command.trusts_lines,
               "The same for each line of a batch that has\n\"trusted\":true");
  describe_store_kinds(app, command.kinds, IndexKind::files);
  describe_durable(app, command.durability);
  app.add_option("TARBALL", command.tarballs,
                 "Tarballs; or TARBALL OUT NAME@VERSION\nINTEGRITY, without --store")
      ->type_name("");
  describe_common(app, command.jobs, command.json,
                  "Report each tarball as a line of JSON; the\nlast line is about all of them",
                  " 3 integrity mismatch,\n");
}

void complete(AddCommand& command) {
  if (command.store.empty()) return take_positional_form(command);
  check_store_form(command);
}

std::optional<RuntimeFields> runtime_fields(const AddCommand& command) {
  if (!command.bin) return std::nullopt;
  return RuntimeFields{*command.bin, command.prefix.value_or("")};
}

}  // namespace cafs::tools
