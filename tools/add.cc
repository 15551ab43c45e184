#include "tools/add.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>

#include "cafs/add/add.h"
#include "cafs/io/text_file.h"
#include "cafs/text/json_member.h"
#include "tools/add_command.h"
#include "tools/cli.h"
#include "tools/list_file.h"
#include "tools/output.h"

namespace cafs::tools {

namespace {

/// What became of all tarballs together.
struct AddTotal {
  std::size_t tarballs = 0;
  std::size_t failed = 0;  ///< of those
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  std::size_t new_files = 0;

  void count(const Outcome& outcome) {
    ++tarballs;
    failed += outcome.added() ? 0u : 1u;
    files += outcome.files;
    bytes += outcome.bytes;
    new_files += outcome.new_files;
  }
};

int exit_code(const Outcome& outcome) {
  if (outcome.added()) return kDone;
  return outcome.failure == Failure::integrity_mismatch ? kIntegrityMismatch : kFailed;
}

void append_added(std::string& out, const Outcome& outcome) {
  append_json_member(out, "id", outcome.id);
  append_json_member(out, "integrity", outcome.integrity);
  append_json_member(out, "index", outcome.index);
  out += fmt::format(R"(,"files":{},"bytes":{},"added":{}}})", outcome.files, outcome.bytes,
                     outcome.new_files);
}

void append_failure(std::string& out, const Request& request, const Outcome& outcome) {
  append_json_member(out, "id", request.given_id);
  append_json_member(out, "error", outcome.error);
  out += fmt::format(R"(,"code":{}}})", exit_code(outcome));
}

/// One line, for programs.
std::string json_report(const Request& request, const Outcome& outcome) {
  std::string out = "{";
  append_json_member(out, "tarball", request.tarball);
  if (outcome.added()) {
    append_added(out, outcome);
  } else {
    append_failure(out, request, outcome);
  }
  return out;
}

std::string json_report(const AddTotal& total, const AddSeconds& s) {
  return fmt::format(
      R"({{"tarballs":{},"failed":{},"files":{},"bytes":{},"added":{},"seconds":{{"opening":{:.6f},)"
      R"("unpacking":{:.6f},"hashing":{:.6f},"placing":{:.6f},"indexing":{:.6f},)"
      R"("publishing":{:.6f},"waiting":{:.6f}}}}})",
      total.tarballs, total.failed, total.files, total.bytes, total.new_files, s.opening,
      s.unpacking, s.hashing, s.placing, s.indexing, s.publishing, s.waiting);
}

/// One line, for people.
std::string text_report(const Outcome& outcome) {
  return fmt::format("{}  {} files, {} bytes, {} new  {}", outcome.id, outcome.files, outcome.bytes,
                     outcome.new_files, outcome.index);
}

/// How many lines are processed in parallel when a writer feeds the batch: enough to keep all
/// threads busy.
constexpr std::size_t kLinesAtOnce = 256;

/// Whoever may write lines must not be able to skip the check of integrities, unless the command
/// allows it.
void distrust(Request& request) {
  if (request.trust == Trust::check || !request.refusal.empty()) return;
  request.refusal = "a line says that it is trusted, which takes --trusted-lines";
}

std::vector<Request> requests_of(const std::vector<std::string>& lines, bool are_trusted) {
  std::vector<Request> requests;
  for (const std::string& line : lines) {
    if (line.find_first_not_of(" \t") == line.npos) continue;
    requests.push_back(request_of_line(line));
    if (!are_trusted) distrust(requests.back());
  }
  return requests;
}

/// Prints outcomes and remembers how the whole ends.
class Reporter {
 public:
  explicit Reporter(const AddCommand& command) : command_(command) {}

  void operator()(const Request& request, const Outcome& outcome) {
    const int code = exit_code(outcome);
    total_.count(outcome);
    failed_ = failed_ || code == kFailed;
    mismatched_ = mismatched_ || code == kIntegrityMismatch;
    if (command_.json || command_.batch) {
      print_line(json_report(request, outcome));
    } else if (outcome.added() && !command_.quiet) {
      print_line(text_report(outcome));
    }
    if (code != kDone) {
      report_error(command_.program,
                   fmt::format("cannot add {}: {}", name(request), outcome.error));
    }
  }

  /// After the last tarball.
  void finish(const AddSeconds& seconds) const {
    if (command_.json) print_line(json_report(total_, seconds));
  }

  /// In a batch, any failed line gives kFailed. Else a mismatch has its own code, if nothing else
  /// failed.
  int code() const {
    if (failed_ || (mismatched_ && command_.batch)) return kFailed;
    return mismatched_ ? kIntegrityMismatch : kDone;
  }

 private:
  static std::string name(const Request& request) {
    return request.tarball.empty() ? "a tarball" : request.tarball;
  }

  const AddCommand& command_;
  AddTotal total_;
  bool failed_ = false;
  bool mismatched_ = false;
};

/// A list in a file is known as a whole, so its store may appear as a whole. At a pipe or socket,
/// somebody may wait for each answer.
void run_batch(const AddCommand& command, AddRun& run, Reporter& reporter) {
  const std::string list = list_file(*command.batch);
  const Fd fd = open_input(list);
  LineReader lines(fd.get(), input_name(list));
  const bool whole = lines.is_regular_file();
  const Visibility visibility = whole ? Visibility::at_the_end : Visibility::at_once;
  StoreSet stores(command.store, visibility, command.durability, command.kinds);
  const std::size_t most = whole ? std::numeric_limits<std::size_t>::max() : kLinesAtOnce;
  auto some = lines.read_some(most);
  // An empty file makes a store, too.
  if (whole && some.empty()) stores.publish();
  for (; !some.empty(); some = lines.read_some(most)) {
    cafs::add(stores, requests_of(some, command.trusts_lines), visibility, run, std::ref(reporter));
  }
}

void run_tarballs(const AddCommand& command, AddRun& run, Reporter& reporter) {
  std::vector<Request> requests;
  for (const std::string& tarball : command.tarballs) {
    requests.push_back(make_request(tarball, command.id, command.integrity, command.origin,
                                    runtime_fields(command)));
  }
  StoreSet stores(command.store, Visibility::at_the_end, command.durability, command.kinds);
  cafs::add(stores, std::move(requests), Visibility::at_the_end, run, std::ref(reporter));
}

int run(const AddCommand& command) {
  Workers workers(job_count(command.jobs));
  Progress progress;
  AddRun adding{command.options, workers, progress};
  Reporter reporter(command);
  if (command.batch) {
    run_batch(command, adding, reporter);
  } else {
    run_tarballs(command, adding, reporter);
  }
  reporter.finish(adding.seconds);
  return reporter.code();
}

}  // namespace

int add_main(const std::string& program, Arguments arguments) {
  AddCommand command{.program = program};
  CLI::App app("Adds npm tarballs to a pnpm store.", program);
  describe_add(app, command);
  const auto over = parse(app, program,
                          {"--store DIR [OPTIONS] TARBALL...", "--store DIR --batch FILE [OPTIONS]",
                           "[OPTIONS] TARBALL OUT NAME@VERSION INTEGRITY"},
                          std::move(arguments), [&] { complete(command); });
  return over ? *over : run(command);
}

}  // namespace cafs::tools
