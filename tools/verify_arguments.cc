#include "tools/verify_arguments.h"

#include <CLI/CLI.hpp>

#include "tools/verify_command.h"

namespace cafs::tools {

int verify_main(const std::string& program, Arguments arguments) {
  VerifyCommand command{.program = program};
  CLI::App app("Checks every file of a pnpm store.", program);
  app.add_option("STORE", command.store, "Directory that holds a store")->type_name("");
  describe_store_versions(app, command.versions,
                          "v3, v10, v11, or several (default:\nthose that there are)");
  describe_common(app, command.jobs, command.json, "Report as a line of JSON");
  const auto over = parse(app, program, std::move(arguments), [&] {
    if (command.store.empty()) throw_usage("want a STORE");
  });
  return over ? *over : run(command);
}

}  // namespace cafs::tools
