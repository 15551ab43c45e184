#include "tools/add.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>

#include "cafs/add/add.h"
#include "cafs/io/text_file.h"
#include "cafs/text/json.h"
#include "cafs/text/utf8.h"
#include "tools/cli.h"
#include "tools/list_file.h"
#include "tools/output.h"

namespace cafs::tools {

namespace {

/// What the command line of `cafs add` says.
struct AddCommand {
  std::string program = "cafs add";
  std::string store;
  std::vector<std::string> tarballs;
  std::optional<std::string> id;
  Origin origin = Origin::registry;
  std::optional<std::string> integrity;
  std::optional<std::string> batch;  ///< file of batch lines, `-` for standard input
  std::vector<StoreKind> kinds;      ///< of the stores, one below the other
  Durability durability = Durability::eventual;
  bool json = false;
  bool quiet = false;
  unsigned jobs = 0;
  AddOptions options;
};

Container container(const std::string& text) {
  if (text == "tarball") return Container::tarball;
  if (text == "any") return Container::any;
  throw_usage("--container: want tarball or any, not '" + text + "'");
}

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
      "Do not check the integrity: the caller did");
  describe_store_kinds(app, command.kinds, IndexKind::files);
  describe_durable(app, command.durability);
  app.add_option("TARBALL", command.tarballs,
                 "Tarballs; or TARBALL OUT NAME@VERSION\nINTEGRITY, without --store")
      ->type_name("");
  describe_common(app, command.jobs, command.json,
                  "Report each tarball as a line of JSON, and\nwhat all took as the last",
                  "3 integrity mismatch,\n");
}

/// `TARBALL OUT NAME@VERSION INTEGRITY`.
void take_positional_form(AddCommand& command) {
  const std::vector<std::string> given = command.tarballs;
  if (given.size() != 4) {
    throw_usage("without --store, want TARBALL OUT NAME@VERSION INTEGRITY");
  }
  if (command.batch || command.id || command.integrity) {
    throw_usage("--batch, --id and --integrity go with --store");
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
  if (single && command.tarballs.size() != 1) {
    throw_usage("--id and --integrity go with one TARBALL");
  }
}

void complete(AddCommand& command) {
  if (command.store.empty()) return take_positional_form(command);
  check_store_form(command);
}

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

void append_member(std::string& out, std::string_view key, std::string_view text) {
  out += fmt::format("{}\"{}\":", out.empty() ? "{" : ",", key);
  append_json_string(out, repair_utf8(text));
}

void append_added(std::string& out, const Outcome& outcome) {
  append_member(out, "id", outcome.id);
  append_member(out, "integrity", outcome.integrity);
  append_member(out, "index", outcome.index);
  out += fmt::format(R"(,"files":{},"bytes":{},"added":{}}})", outcome.files, outcome.bytes,
                     outcome.new_files);
}

void append_failure(std::string& out, const Request& request, const Outcome& outcome) {
  append_member(out, "id", request.given_id);
  append_member(out, "error", outcome.error);
  out += fmt::format(R"(,"code":{}}})", exit_code(outcome));
}

/// One line, for programs.
std::string json_report(const Request& request, const Outcome& outcome) {
  std::string out;
  append_member(out, "tarball", request.tarball);
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

/// Lines that are worked on together when a writer feeds the batch: enough to keep all threads
/// busy.
constexpr std::size_t kLinesAtOnce = 256;

std::vector<Request> requests_of(const std::vector<std::string>& lines) {
  std::vector<Request> requests;
  for (const std::string& line : lines) {
    if (line.find_first_not_of(" \t") != line.npos) requests.push_back(request_of_line(line));
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

  /// In a batch a failed line is a failed line; else a mismatch has its own code, if all is that.
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

/// A list in a file is known as a whole, so its store may appear as a whole. From a pipe or socket
/// somebody may wait for each answer.
void run_batch(const AddCommand& command, AddRun& run, Reporter& reporter) {
  const std::string list = list_file(*command.batch);
  const Fd fd = open_input(list);
  LineReader lines(fd.get(), input_name(list));
  const bool whole = lines.is_regular_file();
  const Visibility visibility = whole ? Visibility::at_the_end : Visibility::at_once;
  StoreSet stores(command.store, visibility, command.durability, command.kinds);
  const std::size_t most = whole ? std::numeric_limits<std::size_t>::max() : kLinesAtOnce;
  for (auto some = lines.read_some(most); !some.empty(); some = lines.read_some(most)) {
    cafs::add(stores, requests_of(some), visibility, run, std::ref(reporter));
  }
}

void run_tarballs(const AddCommand& command, AddRun& run, Reporter& reporter) {
  std::vector<Request> requests;
  for (const std::string& tarball : command.tarballs) {
    requests.push_back(make_request(tarball, command.id, command.integrity, command.origin));
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
  const auto over = parse(app, program, std::move(arguments), [&] { complete(command); });
  return over ? *over : run(command);
}

}  // namespace cafs::tools
