#include "tools/add_command.h"

#include <fmt/format.h>

#include <functional>
#include <limits>

#include "cafs/add_many.h"
#include "cafs/error.h"
#include "cafs/format/batch_line.h"
#include "cafs/io/line_reader.h"
#include "cafs/io/text_file.h"
#include "tools/add_report.h"
#include "tools/exit_code.h"
#include "tools/list_file.h"
#include "tools/output.h"

namespace cafs::tools {

namespace {

/// Lines that are worked on together when a writer feeds the batch: enough to keep all threads
/// busy.
constexpr std::size_t kLinesAtOnce = 256;

Request request_of(const std::string& line) {
  try {
    const BatchLine parsed = parse_batch_line(line);
    const Origin origin = parsed.git_hosted ? Origin::git_host : Origin::registry;
    return make_request(parsed.tarball, parsed.id, parsed.integrity, origin);
  } catch (const Error& e) {
    return {.tarball = {}, .id = {}, .order = e.what()};
  }
}

std::vector<Request> requests_of(const std::vector<std::string>& lines) {
  std::vector<Request> requests;
  for (const std::string& line : lines) {
    if (line.find_first_not_of(" \t") != line.npos) requests.push_back(request_of(line));
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
    } else if (outcome.added && !command_.quiet) {
      print_line(text_report(*outcome.added));
    }
    if (code != kDone) {
      report_error(command_.program,
                   fmt::format("cannot add {}: {}", name(request), outcome.error));
    }
  }

  AddSeconds& seconds() { return total_.seconds; }

  /// After the last tarball.
  void finish() const {
    if (command_.json) print_line(json_report(total_));
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
void run_batch(const AddCommand& command, Workers& workers, Reporter& reporter) {
  const std::string list = list_file(*command.batch);
  const Fd fd = open_input(list);
  LineReader lines(fd.get(), input_name(list));
  const bool whole = lines.is_regular_file();
  const Visibility visibility = whole ? Visibility::at_the_end : Visibility::at_once;
  StoreSet stores(command.store, visibility, command.durability, command.kinds);
  const std::size_t most = whole ? std::numeric_limits<std::size_t>::max() : kLinesAtOnce;
  for (auto some = lines.read_some(most); !some.empty(); some = lines.read_some(most)) {
    add_many(stores, requests_of(some), visibility, command.options, workers, std::ref(reporter),
             reporter.seconds());
  }
}

void run_tarballs(const AddCommand& command, Workers& workers, Reporter& reporter) {
  std::vector<Request> requests;
  for (const std::string& tarball : command.tarballs) {
    requests.push_back(make_request(tarball, command.id, command.integrity, command.origin));
  }
  StoreSet stores(command.store, Visibility::at_the_end, command.durability, command.kinds);
  add_many(stores, std::move(requests), Visibility::at_the_end, command.options, workers,
           std::ref(reporter), reporter.seconds());
}

}  // namespace

int run(const AddCommand& command) {
  Workers workers(job_count(command.jobs));
  Reporter reporter(command);
  if (command.batch) {
    run_batch(command, workers, reporter);
  } else {
    run_tarballs(command, workers, reporter);
  }
  reporter.finish();
  return reporter.code();
}

}  // namespace cafs::tools
