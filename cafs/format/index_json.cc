#include "cafs/format/index_json.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/format/json.h"

namespace cafs {

namespace {

constexpr std::size_t kRecordSize = 160;  // of a typical record, to reserve

/// The records as a JavaScript object would list them.
std::vector<const FileRecord*> in_property_order(const std::vector<FileRecord>& files) {
  std::vector<const FileRecord*> records;
  records.reserve(files.size());
  for (const FileRecord& file : files) {
    if (file.path != "__proto__") records.push_back(&file);
  }
  std::stable_sort(records.begin(), records.end(), [](const auto* a, const auto* b) {
    return precedes_as_property(a->path, b->path);
  });
  return records;
}

void append_identity(std::string& out, std::string_view key,
                     const std::optional<JsonValue>& value) {
  if (!value) return;
  out += fmt::format(R"("{}":)", key);
  append_json(out, *value);
  out += ',';
}

void append_record(std::string& out, const FileRecord& record) {
  append_json_string(out, record.path);
  out += R"(:{"integrity":"sha512-)";
  out += record.digest.base64();
  out += R"(","mode":)";
  out += record.mode ? fmt::format_int(*record.mode).str() : "null";
  out += R"(,"size":)";
  out += fmt::format_int(record.size).str();
  out += '}';
}

}  // namespace

std::string index_json(const PackageIndex& index) {
  std::string out;
  out.reserve(kRecordSize * (index.files.size() + 1));
  out += '{';
  append_identity(out, "name", index.name);
  append_identity(out, "version", index.version);
  out += fmt::format(R"("requiresBuild":{},"files":{{)", index.requires_build);
  bool first = true;
  for (const FileRecord* const record : in_property_order(index.files)) {
    if (!first) out += ',';
    append_record(out, *record);
    first = false;
  }
  out += "}}";
  return out;
}

}  // namespace cafs
