#include "cafs/held_rows.h"

#include <optional>
#include <utility>

#include "cafs/format/layout.h"
#include "cafs/format/row_key.h"
#include "cafs/format/united_row.h"
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

void HeldRows::add_to(IndexTransaction& database) const {
  database.add(rows_, [this](const std::string& key, const std::string& existing,
                             const std::string& wanted) {
    if (meeting_ == Meeting::unite) return changed(united_row(key, existing, wanted), existing);
    return same_row(existing, wanted) ? std::nullopt : std::optional(wanted);
  });
}

}  // namespace cafs
