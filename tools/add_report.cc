#include "tools/add_report.h"

#include <fmt/format.h>

#include "cafs/format/json.h"
#include "cafs/format/utf8.h"
#include "tools/exit_code.h"

namespace cafs::tools {

namespace {

void append_member(std::string& out, std::string_view key, std::string_view text) {
  out += fmt::format("{}\"{}\":", out.empty() ? "{" : ",", key);
  append_json_string(out, repair_utf8(text));
}

void append_added(std::string& out, const Added& added) {
  append_member(out, "id", added.id);
  append_member(out, "integrity", added.integrity);
  append_member(out, "index", added.index);
  out += fmt::format(R"(,"files":{},"bytes":{},"added":{}}})", added.files, added.bytes,
                     added.new_files);
}

void append_failure(std::string& out, const Request& request, const Outcome& outcome) {
  append_member(out, "id", request.id);
  append_member(out, "error", outcome.error);
  out += fmt::format(R"(,"code":{}}})", exit_code(outcome));
}

}  // namespace

std::string json_report(const Request& request, const Outcome& outcome) {
  std::string out;
  append_member(out, "tarball", request.tarball);
  if (outcome.added) {
    append_added(out, *outcome.added);
  } else {
    append_failure(out, request, outcome);
  }
  return out;
}

void AddTotal::count(const Outcome& outcome) {
  ++tarballs;
  if (!outcome.added) {
    ++failed;
    return;
  }
  files += outcome.added->files;
  bytes += outcome.added->bytes;
  new_files += outcome.added->new_files;
}

std::string json_report(const AddTotal& total) {
  const AddSeconds& s = total.seconds;
  return fmt::format(
      R"({{"tarballs":{},"failed":{},"files":{},"bytes":{},"added":{},"seconds":{{"opening":{:.6f},)"
      R"("unpacking":{:.6f},"hashing":{:.6f},"placing":{:.6f},"indexing":{:.6f},)"
      R"("publishing":{:.6f},"waiting":{:.6f}}}}})",
      total.tarballs, total.failed, total.files, total.bytes, total.new_files, s.opening,
      s.unpacking, s.hashing, s.placing, s.indexing, s.publishing, s.waiting);
}

std::string text_report(const Added& added) {
  return fmt::format("{}  {} files, {} bytes, {} new  {}", added.id, added.files, added.bytes,
                     added.new_files, added.index);
}

int exit_code(const Outcome& outcome) {
  if (outcome.added) return kDone;
  return outcome.failure == Failure::integrity_mismatch ? kIntegrityMismatch : kFailed;
}

}  // namespace cafs::tools
