#include "cafs/held_rows.h"

#include <optional>
#include <utility>

#include "cafs/format/layout.h"
#include "cafs/format/row_key.h"
#include "cafs/format/united_row.h"
#include "cafs/index_file.h"
#include "cafs/store_reader.h"

namespace cafs {

namespace {

std::string united_row(const std::string& key, const std::string& existing,
                       const std::string& added) {
  const std::string both =
      united(row_path(key), row_file(key, existing), row_file(key, added), StoreVersion::v11);
  return std::string(read_row_file(both).row);
}

std::optional<std::string> changed(std::string row, const std::string& existing) {
  return row == existing ? std::nullopt : std::optional(std::move(row));
}

}  // namespace

void HeldRows::keep(const std::string& text, Meeting meeting) {
  const KeyedRow keyed = read_row_file(text);
  const std::lock_guard lock(mutex_);
  meeting_ = meeting;
  const auto [known, added] = rows_.try_emplace(std::string(keyed.key), keyed.row);
  if (!added && meeting == Meeting::unite) {
    known->second = united_row(known->first, known->second, std::string(keyed.row));
  }
}

void HeldRows::write_new(const Directory& version) {
  constexpr mode_t kMode = 0666;
  const std::string database = index_database(std::exchange(rows_, {}));
  version.write_new(std::string(kDatabaseName), as_bytes(database), kMode);
}

void HeldRows::add_to(const Directory& version, Durability durability) {
  const IndexRows rows = std::exchange(rows_, {});
  if (rows.empty()) return;
  const MeetRow meet = [this](const std::string& key, const std::string& existing,
                              const std::string& wanted) {
    if (meeting_ == Meeting::unite) return changed(united_row(key, existing, wanted), existing);
    return same_row(existing, wanted) ? std::nullopt : std::optional(wanted);
  };
  add_to_index_file(version, rows, meet, durability);
}

}  // namespace cafs
