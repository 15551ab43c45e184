#include "tools/instantiate.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdlib>
#include <optional>

#include "cafs/base/error.h"
#include "cafs/instantiate/emitter.h"
#include "cafs/io/text_file.h"
#include "tools/cli.h"
#include "tools/list_file.h"
#include "tools/plan_options.h"

namespace cafs::tools {

namespace {

using namespace std::string_literals;

/// The shard `number` of `count`.
struct Shard {
  std::size_t number = 0;
  std::size_t count = 1;
};

/// What the command line of `cafs instantiate` says.
struct InstantiateCommand {
  std::string program = "cafs instantiate";
  std::string lockfile;
  PlanChoice choice;
  Shard shard;
  std::string output;
  std::optional<std::string> batch;
  std::size_t lanes = 1;
  bool prefer_remote = false;
  std::vector<StoreVersion> versions;  ///< of the store; without one: the usual
};

bool read_number(std::string_view text, std::size_t& number) {
  const char* const end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && last == end;
}

/// `3/16`: from 0 to 15.
Shard shard_of(const std::string& text) {
  Shard shard;
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view count = std::string_view(text).substr(std::min(slash + 1, text.size()));
  if (!read_number(text.substr(0, slash), shard.number) || !read_number(count, shard.count) ||
      shard.number >= shard.count) {
    throw_usage("--shard: want one like 0/16, not '" + text + "'");
  }
  return shard;
}

void describe_instantiate(CLI::App& app, InstantiateCommand& command) {
  app.add_option("LOCKFILE", command.lockfile,
                 "Write the emitter of a shard of this\npnpm-lock.yaml")
      ->type_name("");
  app.add_option_function<std::string>(
         "--shard", [&](const std::string& text) { command.shard = shard_of(text); },
         "Which one of how many, like 0/16: packages\nare in shards by their names")
      ->type_name("K/N");
  app.add_option("--output", command.output, "Where to write the emitter")->type_name("FILE");
  describe_plan_choice(app, command.choice);
  app.add_option("--batch", command.batch,
                 "Write what an emitter puts out, of these\npackages, to where the environment has "
                 "the\npath of each; or 'env:NAME'")
      ->type_name("FILE");
  app.add_option("--lanes", command.lanes,
                 "How many tarballs of the shard are fetched at\na time (default: 1)")
      ->type_name("N");
  app.add_flag("--prefer-remote", command.prefer_remote,
               "Let builders of other machines take them");
  describe_store_versions(app, command.versions,
                          "v10 (default), v11 or v3, as for cafs add;\nv10,v11 for both");
  app.set_version_flag("--version", CAFS_VERSION, "Print the version");
  app.footer(
      "A builder of Nix, for mkPnpmStore { dynamic = true; … }: the environment has\n"
      "NIX_STORE, builder and system.\n\n"
      "Exit status: 0 done, 1 failed, 2 usage, 130 interrupted (128 and the number\nof the "
      "signal).");
}

void check(const InstantiateCommand& command) {
  if (command.lanes == 0) throw_usage("--lanes: want 1 or more");
  if (command.lockfile.empty() == !command.batch) throw_usage("want a LOCKFILE or --batch");
  if (command.batch) return;
  if (command.output.empty()) throw_usage("--output is required with a LOCKFILE");
  check(command.choice, command.lockfile);
}

std::string variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  if (!value || !*value) throw Error(fmt::format("the environment has no {}", name));
  return value;
}

/// The arguments by which cafs gets these versions.
std::vector<std::string> store_kind(const std::vector<StoreVersion>& versions) {
  std::string names;
  for (const StoreVersion version : versions) {
    names += fmt::format("{}{}", names.empty() ? "" : ",", version->directory);
  }
  return names.empty() ? std::vector<std::string>{} : std::vector{"--store-version"s, names};
}

ShardOptions options_of(const InstantiateCommand& command) {
  return {.program = variable("builder"),
          .system = variable("system"),
          .store_kind = store_kind(command.versions),
          .shard = fmt::format("{}/{}", command.shard.number, command.shard.count),
          .lanes = command.lanes,
          .prefer_local = !command.prefer_remote};
}

/// Writes the emitter of one shard of a lockfile.
void write_emitter(const InstantiateCommand& command, const NixStore& store) {
  Plan plan = planned(command.choice, command.lockfile);
  settle_unfetchable(command.program, command.choice, plan);
  const auto packages =
      shard_packages(plan, command.shard.number, command.shard.count, root_of(command.lockfile));
  const Derivation emitter = emitter_of(packages, options_of(command), store);
  write_text_file(command.output, derivation_text(emitter, {}), Durability::eventual);
}

/// Does what an emitter does.
void emit(const InstantiateCommand& command, const NixStore& store) {
  const auto packages = read_shard_lines(read_text_file(list_file(*command.batch)));
  for (const auto& [output, text] : emitted(packages, options_of(command), store, variable)) {
    write_text_file(variable(output), text, Durability::eventual);
  }
}

int run(const InstantiateCommand& command) {
  const NixStore store(variable("NIX_STORE"));
  if (command.batch) {
    emit(command, store);
  } else {
    write_emitter(command, store);
  }
  return kDone;
}

}  // namespace

int instantiate_main(const std::string& program, Arguments arguments) {
  InstantiateCommand command{.program = program};
  CLI::App app("Writes derivations for Nix, which make the store of a lockfile.", program);
  describe_instantiate(app, command);
  const auto over =
      parse(app, program, {"--output FILE [OPTIONS] LOCKFILE", "--batch FILE [OPTIONS]"},
            std::move(arguments), [&] { check(command); });
  return over ? *over : run(command);
}

}  // namespace cafs::tools
