// cafs writes the file itself: versions of SQLite divide and fill pages differently, and with some
// build options leave old bytes in them. Names and numbers are those of SQLite's description of the
// format.
#include "cafs/index/row/database_file.h"

#include <algorithm>
#include <span>
#include <vector>

#include "cafs/base/error.h"

namespace cafs {

namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kHeader = 100;
constexpr std::uint32_t kRoot = 2;  // of the table

/// The most bytes of a record that a page keeps, and the least if the rest overflows.
constexpr std::size_t kMostLocal = (kPage - 12) * 64 / 255 - 23;
constexpr std::size_t kLeastLocal = (kPage - 12) * 32 / 255 - 23;
constexpr std::size_t kOverflow = kPage - 4;

enum class PageType : unsigned char { interior = 2, leaf = 10, schema = 13 };

void set(std::string& bytes, std::size_t at, std::size_t size, std::uint64_t value) {
  for (; size-- > 0; value >>= 8) bytes[at + size] = static_cast<char>(value);
}

void append_varint(std::string& bytes, std::uint64_t value) {
  int shift = 0;
  while (value >> shift >= 0x80) shift += 7;
  for (; shift > 0; shift -= 7) bytes += static_cast<char>(value >> shift | 0x80);
  bytes += static_cast<char>(value & 0x7f);
}

std::uint64_t text_type(std::string_view text) { return 13 + 2 * std::uint64_t{text.size()}; }
std::uint64_t blob_type(std::string_view blob) { return 12 + 2 * std::uint64_t{blob.size()}; }

/// A record's header: its own size, which is less than 128 here, and the types of its columns.
std::string record_header(std::initializer_list<std::uint64_t> types) {
  std::string header(1, '\0');
  for (const std::uint64_t type : types) append_varint(header, type);
  header[0] = static_cast<char>(header.size());
  return header;
}

std::string row_record(std::string_view key, std::string_view data) {
  std::string record = record_header({text_type(key), blob_type(data)});
  record += key;
  record += data;
  return record;
}

std::string schema_record(const DatabaseTable& table) {
  constexpr std::string_view kType = "table";
  constexpr std::uint64_t kOneByte = 1;
  std::string record = record_header({text_type(kType), text_type(table.name),
                                      text_type(table.name), kOneByte, text_type(table.sql)});
  record.append(kType).append(table.name).append(table.name);
  record += static_cast<char>(kRoot);
  return record.append(table.sql);
}

std::size_t local_size(std::size_t size) {
  if (size <= kMostLocal) return size;
  const std::size_t local = kLeastLocal + (size - kLeastLocal) % kOverflow;
  return local <= kMostLocal ? local : kLeastLocal;
}

/// The part of a record in one page. In an interior page, all keys of the page `left` come before
/// it.
struct Cell {
  std::uint32_t left = 0;
  std::string bytes;
};

std::size_t header_size(PageType type) { return type == PageType::interior ? 12 : 8; }

/// The number of these cells that fit into a page.
std::size_t fitting(std::span<const Cell> cells, PageType type) {
  const std::size_t extra = type == PageType::interior ? 6 : 2;  // left page, and where it is
  std::size_t room = kPage - header_size(type);
  std::size_t count = 0;
  while (count < cells.size() && cells[count].bytes.size() + extra <= room) {
    room -= cells[count++].bytes.size() + extra;
  }
  return count;
}

class Writer {
 public:
  explicit Writer(std::uint32_t lock_page) : lock_page_(lock_page) {}

  std::string run(const DatabaseTable& table, const std::map<std::string, std::string>& rows) {
    reserve(rows);
    write_schema(table);
    std::vector<Cell> cells;
    cells.reserve(rows.size());
    for (const auto& [key, data] : rows) cells.push_back(cell(row_record(key, data)));
    write_tree(std::move(cells));
    write_header();
    return std::move(file_);
  }

 private:
  void reserve(const std::map<std::string, std::string>& rows) {
    std::size_t size = 0;
    for (const auto& [key, data] : rows) size += key.size() + data.size() + kPage;
    file_.reserve(size + 16 * kPage);
    file_.resize(kRoot * kPage);
  }

  std::uint32_t pages() const { return static_cast<std::uint32_t>(file_.size() / kPage); }

  std::uint32_t add_page() {
    constexpr std::uint32_t kMostPages = 0xfffffffe;
    if (pages() + 1 == lock_page_) file_.append(kPage, '\0');
    if (pages() >= kMostPages) throw Error("more pages than a database can have");
    file_.append(kPage, '\0');
    return pages();
  }

  Cell cell(std::string_view record) {
    const std::size_t local = local_size(record.size());
    Cell result;
    append_varint(result.bytes, record.size());
    result.bytes += record.substr(0, local);
    if (local == record.size()) return result;
    const std::size_t at = result.bytes.size();
    result.bytes.append(4, '\0');
    set(result.bytes, at, 4, write_overflow(record.substr(local)));
    return result;
  }

  /// Writes a chain of pages, each with the number of the next. Returns the first.
  std::uint32_t write_overflow(std::string_view rest) {
    const std::uint32_t first = add_page();
    for (std::uint32_t page = first; page != 0;) {
      const std::string_view part = rest.substr(0, kOverflow);
      rest.remove_prefix(part.size());
      const std::uint32_t next = rest.empty() ? 0 : add_page();
      const std::size_t at = (page - std::size_t{1}) * kPage;
      set(file_, at, 4, next);
      file_.replace(at + 4, part.size(), part);
      page = next;
    }
    return first;
  }

  /// Builds the tree from the leaves up: the cell between two neighbouring pages goes up to the
  /// next level, until one page is enough for the rest.
  void write_tree(std::vector<Cell> cells) {
    PageType type = PageType::leaf;
    std::uint32_t last = 0;
    while (fitting(cells, type) < cells.size()) {
      last = write_level(cells, type, last);
      type = PageType::interior;
    }
    write_page(kRoot, type, cells, last);
  }

  /// Writes one level. Leaves in `cells` those that go up, and returns the last page.
  std::uint32_t write_level(std::vector<Cell>& cells, PageType type, std::uint32_t last) {
    std::vector<Cell> up;
    std::span<Cell> rest(cells);
    while (true) {
      std::size_t count = fitting(rest, type);
      if (count == rest.size()) break;
      if (count + 1 == rest.size()) --count;  // no page may be empty
      Cell& between = rest[count];
      const std::uint32_t page = add_page();
      write_page(page, type, rest.first(count), between.left);
      up.push_back({page, std::move(between.bytes)});
      rest = rest.subspan(count + 1);
    }
    const std::uint32_t page = add_page();
    write_page(page, type, rest, last);
    cells = std::move(up);
    return page;
  }

  /// `right`: the page whose keys come after all of these.
  void write_page(std::uint32_t page, PageType type, std::span<const Cell> cells,
                  std::uint32_t right, std::size_t header = 0) {
    const std::size_t start = (page - std::size_t{1}) * kPage;
    const std::size_t at = start + header;
    std::size_t pointer = at + header_size(type);
    std::size_t content = kPage;
    for (const Cell& cell : cells) {
      content -= cell.bytes.size();
      file_.replace(start + content, cell.bytes.size(), cell.bytes);
      if (type == PageType::interior) set(file_, start + (content -= 4), 4, cell.left);
      set(file_, pointer, 2, content);
      pointer += 2;
    }
    set(file_, at, 1, static_cast<std::uint64_t>(type));
    set(file_, at + 3, 2, cells.size());
    set(file_, at + 5, 2, content);
    if (type == PageType::interior) set(file_, at + 8, 4, right);
  }

  void write_schema(const DatabaseTable& table) {
    const std::string record = schema_record(table);
    std::string bytes;
    append_varint(bytes, record.size());
    append_varint(bytes, 1);  // its row
    const Cell cell{.left = 0, .bytes = bytes + record};
    write_page(1, PageType::schema, {&cell, 1}, 0, kHeader);
  }

  void write_header() {
    constexpr std::uint32_t kVersion = 3'008'002;  // the first that has tables WITHOUT ROWID
    constexpr std::uint32_t kChanges = 1;
    file_.replace(0, 16, std::string_view("SQLite format 3\0", 16));
    set(file_, 16, 2, kPage);
    set(file_, 18, 2, 0x0101);      // no write-ahead log
    set(file_, 21, 3, 0x40'20'20);  // fractions of a page that records may take
    set(file_, 24, 4, kChanges);
    set(file_, 28, 4, pages());
    set(file_, 40, 4, 1);  // changes of the schema
    set(file_, 44, 4, 4);  // its format
    set(file_, 56, 4, 1);  // UTF-8
    set(file_, 92, 4, kChanges);
    set(file_, 96, 4, kVersion);
  }

  const std::uint32_t lock_page_;
  std::string file_;
};

}  // namespace

std::string database_file(const DatabaseTable& table,
                          const std::map<std::string, std::string>& rows, std::uint32_t lock_page) {
  return Writer(lock_page).run(table, rows);
}

}  // namespace cafs
