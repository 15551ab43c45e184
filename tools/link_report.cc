#include "tools/link_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/io/text_file.h"
#include "cafs/text/json.h"
#include "tools/placement.h"

namespace cafs::tools {

namespace {

void append_member(std::string& out, std::string_view name, std::string_view text) {
  out += fmt::format(R"(,"{}":)", name);
  append_json_string(out, text);
}

void append_builds(std::string& out, const std::vector<PendingBuild>& builds) {
  for (const PendingBuild& one : builds) {
    out += &one == &builds.front() ? R"({"key":)" : R"(,{"key":)";
    append_json_string(out, one.key);
    append_member(out, "name", one.name);
    append_member(out, "directory", one.directory);
    const std::string_view allowed = !one.is_allowed ? "null" : *one.is_allowed ? "true" : "false";
    out += fmt::format(R"(,"optional":{},"allowed":{}}})", one.is_optional, allowed);
  }
}

void append_commands(std::string& out, const std::vector<RootCommand>& commands) {
  for (const RootCommand& one : commands) {
    out += &one == &commands.front() ? R"({"name":)" : R"(,{"name":)";
    append_json_string(out, one.name);
    append_member(out, "file", one.file);
    if (one.interpreter) {
      append_member(out, "program", one.interpreter->program);
      append_member(out, "arguments", one.interpreter->arguments);
    }
    out += '}';
  }
}

/// A line for each package whose scripts did not run.
std::string pending_text(const LinkReport& report) {
  std::string out;
  for (const PendingBuild& one : report.pending_builds) {
    const std::string_view said = !one.is_allowed   ? "no setting allows or forbids them"
                                  : *one.is_allowed ? "the settings allow them"
                                                    : "the settings forbid them";
    out += fmt::format("\n{} has scripts that did not run: {}", one.key, said);
  }
  return out;
}

}  // namespace

std::string json_report(const LinkReport& report) {
  std::string out = fmt::format(
      R"({{"packages":{},"made":{},"removed":{},"skipped":{},"changed":{},"bytes":{})",
      report.packages, report.made, report.removed, report.skipped, report.changed, report.bytes);
  out += placed_members(report.placed);
  out += R"(,"pendingBuilds":[)";
  append_builds(out, report.pending_builds);
  return out + fmt::format(R"(],"seconds":{{"reading":{:.6f},"writing":{:.6f}}}}})",
                           report.reading_seconds, report.writing_seconds);
}

std::string text_report(const LinkReport& report, bool is_dry_run) {
  if (report.is_up_to_date()) return fmt::format("{} packages: up to date", report.packages);
  std::string out = fmt::format("{} packages: {} {}", report.packages, report.made,
                                is_dry_run ? "would be linked" : "linked");
  if (report.removed > 0) out += fmt::format(", {} removed", report.removed);
  if (report.skipped > 0) out += fmt::format(", {} for other platforms left out", report.skipped);
  return out + pending_text(report);
}

void write_tree_report(const std::string& path, const LinkReport& report) {
  std::vector<PendingBuild> builds = report.pending_builds;
  std::ranges::sort(builds, {}, &PendingBuild::turn);
  std::string out = R"({"pendingBuilds":[)";
  append_builds(out, builds);
  out += R"(],"nearProjects":[)";
  for (const std::string& directory : report.near_projects) {
    if (&directory != &report.near_projects.front()) out += ',';
    append_json_string(out, directory);
  }
  out += R"(],"commands":[)";
  append_commands(out, report.commands);
  if (const std::size_t slash = path.rfind('/'); slash != path.npos && slash > 0)
    MadeDirectories(path.substr(0, slash)).keep();
  write_text_file(path, out + "]}\n", Durability::eventual);
}

}  // namespace cafs::tools
