// Any bytes as a store's database: they are refused, or the rows are not larger than the bytes, and
// a new database of these rows has the same rows.
#include "cafs/index/row/index_table.h"

#include "cafs/base/error.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/database_bytes.h"

using namespace cafs;
using namespace cafs::tests;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = as_text(fuzz::input(data, size));
  IndexRows rows;
  try {
    rows = rows_in(bytes);
  } catch (const Error&) {
    return 0;
  }
  std::size_t total = 0;
  for (const auto& [key, row] : rows) total += key.size() + row.size();
  fuzz::require(total <= size);
  fuzz::require(rows_in(index_database(rows)) == rows);
  return 0;
}
