#include "tools/verify.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cafs/base/interrupt.h"
#include "cafs/store/fragment_list.h"
#include "cafs/store/location.h"
#include "cafs/text/json.h"
#include "cafs/text/utf8.h"
#include "cafs/verify/verify.h"
#include "tools/cli.h"
#include "tools/output.h"
#include "tools/progress_line.h"

namespace cafs::tools {

namespace {

/// What the command line of `cafs verify` says.
struct VerifyCommand {
  std::string program = "cafs verify";
  std::string store;
  std::vector<StoreVersion> versions;  ///< without one: all that there are
  bool json = false;
  unsigned jobs = 0;
};

std::string json_list(const std::vector<std::string>& lines) {
  std::string out = "[";
  for (const std::string& line : lines) {
    if (out.size() > 1) out += ',';
    append_json_string(out, repair_utf8(line));
  }
  return out + "]";
}

std::string json_report(const VerifyReport& report) {
  return fmt::format(R"({{"packages":{},"files":{},"bytes":{},"damages":{},"unreferenced":{},)"
                     R"("seconds":{{"reading":{:.6f},"hashing":{:.6f}}}}})",
                     report.packages, report.files, report.bytes, json_list(report.damages),
                     json_list(report.unreferenced), report.reading_seconds,
                     report.hashing_seconds);
}

void print_text(const VerifyCommand& command, const VerifyReport& report) {
  for (const std::string& path : report.unreferenced) {
    throw_if_interrupted();
    print_line(one_line("unreferenced: " + path));
  }
  for (const std::string& damage : report.damages) {
    throw_if_interrupted();
    report_error(command.program, damage);
  }
  print_line(fmt::format("{} packages, {} files, {} bytes: {} damaged, {} unreferenced",
                         report.packages, report.files, report.bytes, report.damages.size(),
                         report.unreferenced.size()));
}

void add(std::vector<std::string>& lines, const std::vector<std::string>& more,
         std::string_view below) {
  for (const std::string& line : more) lines.push_back(fmt::format("{}/{}", below, line));
}

void add(VerifyReport& all, const VerifyReport& one, std::string_view below) {
  all.packages += one.packages;
  all.files += one.files;
  all.bytes += one.bytes;
  all.reading_seconds += one.reading_seconds;
  all.hashing_seconds += one.hashing_seconds;
  add(all.damages, one.damages, below);
  add(all.unreferenced, one.unreferenced, below);
}

/// A store, and the start of its paths in the report, relative to what the command names.
struct Part {
  std::string store;
  StoreVersion version;
  std::string below;
};

std::vector<Part> parts_of(const VerifyCommand& command) {
  std::vector<Part> parts;
  for (const std::string& store : fragments_at(command.store)) {
    const std::string below = store == command.store ? "" : store + "/";
    for (const StoreVersion version :
         command.versions.empty() ? versions_at(store) : command.versions) {
      parts.push_back({store, version, fmt::format("{}{}", below, version->directory)});
    }
  }
  return parts;
}

VerifyReport verified(const VerifyCommand& command) {
  Workers workers(job_count(command.jobs));
  Progress progress;
  const ProgressLine line(progress);
  const std::vector<Part> parts = parts_of(command);
  if (parts.size() == 1 && parts.front().store == command.store) {
    return verify(parts.front().store, workers, progress, parts.front().version);
  }
  VerifyReport all;
  for (const Part& part : parts) {
    add(all, verify(part.store, workers, progress, part.version), part.below);
  }
  return all;
}

int run(const VerifyCommand& command) {
  const VerifyReport report = verified(command);
  if (command.json) {
    print_line(json_report(report));
  } else {
    print_text(command, report);
  }
  return report.damages.empty() ? kDone : kFailed;
}

}  // namespace

int verify_main(const std::string& program, Arguments arguments) {
  VerifyCommand command{.program = program};
  CLI::App app("Checks every file of a pnpm store.", program);
  app.add_option("STORE", command.store, "Directory that holds a store")->type_name("");
  describe_store_versions(app, command.versions,
                          "v3, v10, v11, or several (default:\nthose that there are)");
  describe_common(app, command.jobs, command.json, "Report as a line of JSON");
  const auto over = parse(app, program, {"[OPTIONS] STORE"}, std::move(arguments), [&] {
    if (command.store.empty()) throw_usage("want a STORE");
  });
  return over ? *over : run(command);
}

}  // namespace cafs::tools
