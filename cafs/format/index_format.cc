#include "cafs/format/index_format.h"

#include <optional>

#include "cafs/error.h"
#include "cafs/format/index_json.h"
#include "cafs/format/package_row.h"
#include "cafs/format/row_contents.h"
#include "cafs/format/row_key.h"
#include "cafs/format/united_index.h"
#include "cafs/format/united_row.h"

namespace cafs {

namespace {

std::string json_text(const IndexName&, const PackageIndex& index, bool) {
  return index_json(index);
}

std::string row_text(const IndexName& name, const PackageIndex& index, bool git_hosted) {
  const auto requires_prepare = git_hosted ? std::optional(index.requires_prepare) : std::nullopt;
  return row_file(name.key, package_row(index, requires_prepare));
}

template <StoreVersion version>
IndexContents json_contents(std::string_view text) {
  return read_index_contents(text, version);
}

IndexContents row_contents(std::string_view text) {
  return read_row_contents(read_row_file(text).row);
}

bool same_rows(std::string_view existing, std::string_view wanted) {
  try {
    return same_row(read_row_file(existing).row, read_row_file(wanted).row);
  } catch (const Error&) {
    return false;
  }
}

std::string row_without(std::string_view text) {
  const KeyedRow keyed = read_row_file(text);
  return row_file(keyed.key, row_without_checked_at(keyed.row));
}

std::string united_rows(std::string_view a, std::string_view b) {
  const KeyedRow one = read_row_file(a);
  const KeyedRow other = read_row_file(b);
  if (one.key != other.key) throw Error("rows of different keys");
  return row_file(one.key, unite_rows(one.row, other.row));
}

template <StoreVersion version>
constexpr IndexFormat kJson{.text = json_text,
                            .contents = json_contents<version>,
                            .same = same_index,
                            .without_checked_at = without_checked_at,
                            .united = unite_indexes};

constexpr IndexFormat kRow{.text = row_text,
                           .contents = row_contents,
                           .same = same_rows,
                           .without_checked_at = row_without,
                           .united = united_rows};

}  // namespace

const IndexFormat& index_format(StoreVersion version) {
  switch (version) {
    case StoreVersion::v3:
      return kJson<StoreVersion::v3>;
    case StoreVersion::v10:
      return kJson<StoreVersion::v10>;
    case StoreVersion::v11:
      break;
  }
  return kRow;
}

}  // namespace cafs
