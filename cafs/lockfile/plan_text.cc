#include "cafs/lockfile/plan_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "cafs/hash/integrity.h"
#include "cafs/text/json_member.h"

namespace cafs {

namespace {

/// The members that make an entry a runtime.
void append_runtime(std::string& out, const PlanEntry& entry) {
  if (!entry.bin.empty()) out += fmt::format(",\"bin\":{}", entry.bin);
  append_if_given(out, "prefix", entry.prefix);
}

/// The members by which pnpm finds the package, besides its id.
void append_promise(std::string& out, const PlanEntry& entry) {
  append_if_given(out, "integrity", entry.integrity);
  if (entry.git_hosted) out += ",\"gitHosted\":true";
}

void append_json(std::string& out, const PlanEntry& entry, std::string_view why_not) {
  out += '{';
  append_json_member(out, "id", entry.id);
  append_json_member(out, "key", entry.key);
  append_json_member(out, "name", entry.name);
  append_if_given(out, "file", entry.file);
  append_promise(out, entry);
  append_if_given(out, "url", entry.url);
  append_if_given(out, "path", entry.path);
  append_if_given(out, "unfetchable", why_not);
  append_runtime(out, entry);
  out += '}';
}

/// An entry, and why it cannot be fetched by a hash, which is empty if it can.
using Told = std::pair<const PlanEntry*, std::string_view>;

/// All packages of a plan, in the order of their ids.
std::vector<Told> all_of(const Plan& plan) {
  std::vector<Told> all;
  for (const PlanEntry& entry : plan.entries) all.emplace_back(&entry, "");
  for (const Unfetchable& one : plan.unfetchable) all.emplace_back(&one.entry, one.why);
  std::stable_sort(all.begin(), all.end(),
                   [](const Told& a, const Told& b) { return a.first->id < b.first->id; });
  return all;
}

std::string in_directory(const std::string& directory, std::string_view path) {
  if (directory.empty() || directory == "." || path.starts_with('/')) return std::string(path);
  return fmt::format("{}{}{}", directory, directory.ends_with('/') ? "" : "/", path);
}

/// In double quotes, as curl's configuration has it.
std::string curl_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

/// The configuration if nothing is missing: curl still wants a URL.
std::string curl_of_nothing(const std::vector<PlanEntry>& entries, const std::string& directory) {
  const bool any = std::any_of(entries.begin(), entries.end(),
                               [](const PlanEntry& entry) { return !entry.url.empty(); });
  const std::string output = any ? "/dev/null" : in_directory(directory, "nothing");
  return fmt::format("# Nothing is missing.\nurl = \"file:///dev/null\"\noutput = {}\n",
                     curl_quoted(output));
}

}  // namespace

std::string tarball_name(const PlanEntry& entry) {
  const Integrity integrity = Integrity::parse(entry.integrity);
  return fmt::format("{}-{}.tgz", name(integrity.algorithm()), integrity.hex());
}

std::string url_with_id(const PlanEntry& entry) {
  if (entry.url.find('#') != entry.url.npos || entry.id.find("://") != entry.id.npos) {
    return entry.url;
  }
  std::string url = entry.url + '#';
  for (const char c : entry.id) url.append(c == ' ' ? "%20" : c == '#' ? "%23" : std::string(1, c));
  return url;
}

std::string plan_json(const Plan& plan) {
  std::string out = R"({"cafsPlan":1,"packages":[)";
  std::string_view separator;
  for (const auto& [entry, why_not] : all_of(plan)) {
    out += separator;
    out += '\n';
    append_json(out, *entry, why_not);
    separator = ",";
  }
  return out + "\n]}\n";
}

std::string plan_batch(const Plan& plan, const std::string& directory, const std::string& root) {
  std::string out;
  for (const PlanEntry& entry : plan.entries) {
    std::string line = "{";
    append_json_member(line, "tarball",
                       entry.url.empty() ? in_directory(root, entry.path)
                                         : in_directory(directory, tarball_name(entry)));
    append_json_member(line, "id", entry.id);
    append_promise(line, entry);
    append_if_given(line, "url", entry.url);
    append_runtime(line, entry);
    out += line + "}\n";
  }
  return out;
}

std::string plan_curl(const std::vector<PlanEntry>& entries, const std::vector<PlanEntry>& missing,
                      const std::string& directory) {
  std::string out =
      "fail\nlocation\ncreate-dirs\nremove-on-error\nretry = 3\nparallel-max = 32\n"
      "write-out = \"%{onerror}%{stderr}cannot fetch %{url}: %{errormsg}\\n\"\n";
  std::set<std::string> known;
  for (const PlanEntry& entry : missing) {
    const std::string name = tarball_name(entry);
    if (!known.insert(name).second) continue;
    out += fmt::format("url = {}\noutput = {}\n", curl_quoted(url_with_id(entry)),
                       curl_quoted(in_directory(directory, name)));
  }
  return known.empty() ? out + curl_of_nothing(entries, directory) : out;
}

}  // namespace cafs
