#include "cafs/tarball/pax.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cafs/base/error.h"
#include "cafs/tarball/entry_path.h"
#include "cafs/text/js_number.h"
#include "cafs/text/quote.h"
#include "cafs/text/utf8.h"

namespace cafs {

namespace {

struct Record {
  std::string text;  // "keyword=value"
  std::size_t end;
};

/// `text` without its last character, which JavaScript's slice(0, -1) gives for a record without an
/// equals sign. (A character outside the BMP loses one half there; no keyword has one.)
std::string_view all_but_last(std::string_view text) {
  std::size_t length = text.empty() ? 0 : text.size() - 1;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
  return text.substr(0, length);
}

Record read_record(ByteView tar, std::size_t start, std::size_t end) {
  const std::string_view rest = as_text(tar.subspan(start, end - start));
  const std::size_t digits = std::min(rest.find(' '), rest.size());
  const std::string length_text = repair_utf8(rest.substr(0, digits));
  const double length = parse_int(length_text, 10);
  if (std::isnan(length) || length == 0) {
    throw Error(fmt::format("invalid length in a pax record: {}", quote(length_text)));
  }
  // A record that ends before it starts would be read for ever.
  if (length < 0) {
    throw Error(fmt::format("negative length in a pax record: {}", quote(length_text)));
  }
  const double left = static_cast<double>(tar.size() - start) + 1;
  const std::size_t record_end = start + static_cast<std::size_t>(std::min(length, left));
  const std::size_t text_start = start + digits + 1;
  if (text_start + 1 >= record_end) return {"", record_end};
  const ByteView text = tar.subspan(text_start, record_end - 1 - text_start);
  return {repair_utf8(as_text(text)), record_end};
}

/// The same where a record has to end inside its header, with a newline.
Record read_strict_record(ByteView tar, std::size_t start, std::size_t end) {
  const std::string_view rest = as_text(tar.subspan(start, end - start));
  const std::size_t space = rest.find(' ');
  if (space == rest.npos) throw Error("a pax record has no space after its length");
  const std::string length_text = repair_utf8(rest.substr(0, space));
  const double length = parse_int(length_text, 10);
  if (!(length > static_cast<double>(space)) || length > static_cast<double>(rest.size())) {
    throw Error(fmt::format("invalid length in a pax record: {}", quote(length_text)));
  }
  const auto size = static_cast<std::size_t>(length);
  if (rest[size - 1] != '\n') throw Error("a pax record does not end with a newline");
  return {repair_utf8(rest.substr(space + 1, size - 1 - (space + 1))), start + size};
}

void refuse_global(PaxScope scope, std::string_view keyword, std::string_view record) {
  if (scope != PaxScope::archive) return;
  throw Error(fmt::format("a global pax header has a {}: {}", keyword, quote(record)));
}

double size_value(std::string_view value, bool strict) {
  constexpr double kMostExact = (std::int64_t{1} << 53) - 1;
  const double size = parse_int(value, 10);
  // No archive has a larger size. Rules that are not strict refuse it only if no later record
  // replaces it.
  if (!(size >= 0) || (strict && size > kMostExact))
    throw Error(fmt::format("invalid size in a pax record: {}", quote(value)));
  return size;
}

void take(PaxRecords& records, std::string_view record, PaxScope scope, const PackageRules& rules) {
  const std::size_t equals = record.find('=');
  const std::string_view keyword =
      equals == record.npos ? all_but_last(record) : record.substr(0, equals);
  const std::string_view value = equals == record.npos ? record : record.substr(equals + 1);
  if (keyword == "path") {
    refuse_global(scope, keyword, record);
    records.path = after_first_slash(value);
  } else if (keyword == "size") {
    records.size = size_value(value, rules.strict_sizes);
    refuse_global(scope, keyword, record);
  }
}

}  // namespace

PaxRecords read_pax(ByteView tar, std::size_t offset, std::size_t length, PaxScope scope,
                    const PackageRules& rules) {
  const auto read = rules.strict_pax ? read_strict_record : read_record;
  PaxRecords records;
  const std::size_t end = offset + length;
  while (offset < end) {
    const Record record = read(tar, offset, end);
    take(records, record.text, scope, rules);
    offset = record.end;
  }
  return records;
}

}  // namespace cafs
