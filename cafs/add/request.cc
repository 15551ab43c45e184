#include "cafs/add/request.h"

#include <fmt/format.h>

#include <utility>

#include "cafs/base/error.h"
#include "cafs/text/json.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

Error malformed(std::string_view why) {
  return Error(fmt::format("malformed batch line: {}", why));
}

/// The members of a line, as they are given.
struct Members {
  std::string tarball;
  std::optional<std::string> id;
  std::optional<std::string> integrity;
  bool git_hosted = false;
  bool trusted = false;
  std::optional<JsonValue> bin;
  std::optional<std::string> prefix;
};

const std::string& text_of(std::string_view key, const JsonValue& value) {
  if (const std::string* const text = value.string()) return *text;
  throw malformed(fmt::format("\"{}\" is not a string", key));
}

bool truth_of(std::string_view key, const JsonValue& value) {
  if (const bool* const truth = std::get_if<bool>(&value.value)) return *truth;
  throw malformed(fmt::format("\"{}\" is neither true nor false", key));
}

void take(Members& members, const std::string& key, const JsonValue& value) {
  if (key == "tarball") {
    members.tarball = text_of(key, value);
  } else if (key == "id") {
    members.id = text_of(key, value);
  } else if (key == "integrity") {
    members.integrity = text_of(key, value);
  } else if (key == "url") {
    text_of(key, value);  // for those who fetch
  } else if (key == "gitHosted") {
    members.git_hosted = truth_of(key, value);
  } else if (key == "trusted") {
    members.trusted = truth_of(key, value);
  } else if (key == "bin") {
    members.bin = value;
  } else if (key == "prefix") {
    members.prefix = text_of(key, value);
  } else {
    throw malformed(fmt::format("unknown member {}", quote(key)));
  }
}

JsonValue parse(std::string_view line) {
  try {
    return parse_json(line);
  } catch (const Error& e) {
    throw malformed(e.what());
  }
}

Members members_of(std::string_view line) {
  const JsonValue document = parse(line);
  const auto* const object = std::get_if<JsonObject>(&document.value);
  if (!object) throw malformed("want a JSON object");
  Members members;
  for (const auto& [key, value] : object->members()) take(members, key, value);
  if (members.tarball.empty()) throw malformed("no \"tarball\"");
  if (members.tarball.find('\0') != std::string::npos) throw malformed("NUL in \"tarball\"");
  if (members.git_hosted && !members.id) throw malformed("a git-hosted package wants an \"id\"");
  if (members.trusted && !members.integrity)
    throw malformed(R"("trusted" goes with an "integrity")");
  if (members.prefix && !members.bin) throw malformed(R"(a "prefix" goes with a "bin")");
  return members;
}

std::optional<RuntimeFields> runtime_fields(Members& members) {
  if (!members.bin) return std::nullopt;
  return RuntimeFields{std::move(*members.bin), members.prefix.value_or("")};
}

bool is_runtime(const PackageId& id) {
  const std::size_t at = id.text().find("@runtime:", 1);
  return at != std::string::npos && id.text().find(':') > at;
}

std::shared_ptr<const Runtime> runtime_of(const Request& request,
                                          const std::optional<RuntimeFields>& fields) {
  if (!fields) {
    if (!request.id || !is_runtime(*request.id)) return nullptr;
    throw Error(fmt::format(
        "{} is a runtime: want its bin, as the lockfile has it (--bin, or \"bin\" in a line)",
        quote(request.id->text())));
  }
  if (!request.id) throw Error("a runtime wants a package id");
  if (request.origin == Origin::git_host) throw Error("a runtime comes from no git host");
  return std::make_shared<Runtime>(make_runtime(request.id->text(), fields->bin, fields->prefix));
}

}  // namespace

Request make_request(std::string tarball, const std::optional<std::string>& id,
                     const std::optional<std::string>& integrity, Origin origin,
                     const std::optional<RuntimeFields>& runtime) {
  Request request;
  request.tarball = std::move(tarball);
  request.given_id = id.value_or("");
  request.origin = origin;
  try {
    if (id) request.id = PackageId::parse(*id);
    if (integrity) request.integrity = Integrity::parse(*integrity);
    request.runtime = runtime_of(request, runtime);
  } catch (const Error& e) {
    request.refusal = e.what();
  }
  return request;
}

Request request_of_line(std::string_view line) {
  try {
    Members members = members_of(line);
    const Origin origin = members.git_hosted ? Origin::git_host : Origin::registry;
    const auto runtime = runtime_fields(members);
    Request request =
        make_request(std::move(members.tarball), members.id, members.integrity, origin, runtime);
    if (members.trusted) request.trust = Trust::trusted;
    return request;
  } catch (const Error& e) {
    Request request;
    request.refusal = e.what();
    return request;
  }
}

bool is_trusted(const Request& request, const AddOptions& options) {
  return options.trust == Trust::trusted || request.trust == Trust::trusted;
}

std::optional<std::string> undecided_by_content(const Request& request, const AddOptions& options,
                                                StoreVersion version) {
  if (request.origin == Origin::git_host) {
    return request.id ? version->git_hosted_index_names(*request.id).front().path : "";
  }
  if (request.id) {
    if (auto marker = marker_path(*request.id, version)) return marker;
  }
  if (request.runtime) return request.id->text();
  if (!request.integrity) return std::nullopt;
  const bool strong = request.integrity->algorithm() == HashAlgorithm::sha512;
  if (strong && !is_trusted(request, options)) return std::nullopt;
  return request.integrity->text();
}

}  // namespace cafs
