#include "cafs/store/index_texts.h"

#include <algorithm>
#include <new>

#include "cafs/base/error.h"
#include "cafs/index/row/row_key.h"
#include "cafs/index/store_version.h"
#include "cafs/store/index_database.h"
#include "cafs/store/readable_index.h"

namespace cafs {

namespace {

/// The keys must be sorted: neighbours are on the same pages, and each page is then read only once.
/// Unsorted keys take half as long again.
IndexTexts texts_of(const ReadableIndex& file, std::span<const std::string> keys) {
  const auto connection = file.connect();
  const SqliteDatabase& database = connection->database();
  database.limit_length(file.size());
  database.run("PRAGMA cache_size = 64");  // pages: no page is read again
  IndexTexts texts;
  for_rows(database, keys, [&](const std::string& key, std::string_view row) {
    texts.emplace_back(row_path(key), row_text(key, row));
  });
  return texts;
}

/// Each thread has a part of the keys, and a connection.
std::vector<IndexTexts> parts_of(const ReadableIndex& file, std::span<const std::string> sorted,
                                 Workers& workers) {
  std::vector<IndexTexts> parts(workers.jobs());
  const std::size_t most = sorted.size() / parts.size() + 1;
  workers.for_each(parts.size(), [&](std::size_t i) {
    const std::size_t start = std::min(i * most, sorted.size());
    const std::size_t count = std::min(most, sorted.size() - start);
    if (count > 0) parts[i] = texts_of(file, sorted.subspan(start, count));
  });
  return parts;
}

IndexTexts joined(std::vector<IndexTexts> parts) {
  IndexTexts all;
  for (IndexTexts& part : parts) std::move(part.begin(), part.end(), std::back_inserter(all));
  return all;
}

}  // namespace

IndexTexts read_index_texts(const Directory& version, std::span<const std::string> keys,
                            Workers& workers) {
  std::vector<std::string> sorted(keys.begin(), keys.end());
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return naming(kDatabaseName, [&] {
    try {
      return joined(parts_of(ReadableIndex(version), sorted, workers));
    } catch (const std::bad_alloc&) {  // also SQLite's answer to some impossible lengths
      throw Error("is damaged, or there is too little memory to read it");
    }
  });
}

}  // namespace cafs
