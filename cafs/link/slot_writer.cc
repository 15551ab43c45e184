#include "cafs/link/slot_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/io/file_reader.h"
#include "cafs/io/symlink.h"
#include "cafs/node_modules/pnpm_rules.h"
#include "cafs/node_modules/shim.h"
#include "cafs/text/relative_path.h"

namespace cafs {

namespace {

constexpr mode_t kPlain = 0666;
constexpr mode_t kCommand = 0777;

/// Makes the directories that files lie in, each once.
class Parents {
 public:
  explicit Parents(const Directory& top) : top_(top) {}

  void make_for(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == path.npos) return;
    const std::string_view parent = path.substr(0, slash);
    if (parent == last_ || !made_.insert(std::string(parent)).second) return;
    make_for(parent);
    top_.make(std::string(parent));
    last_ = parent;
  }

 private:
  const Directory& top_;
  std::string last_;
  std::unordered_set<std::string> made_;
};

/// Whether the first line ends with a carriage return, which a shell takes for a part of the name
/// of the interpreter.
bool has_carriage_return(std::string_view start) {
  const std::size_t end = start.find('\n');
  return start.starts_with("#!") && end != start.npos && start[end - 1] == '\r';
}

std::string without_carriage_return(std::string text) {
  if (has_carriage_return(text)) text.erase(text.find('\n') - 1, 1);
  return text;
}

Error is_twice(const Directory& to, const std::string& name) {
  return Error(fmt::format("{}/{}: is there twice", to.path(), name));
}

/// Whether two paths are equal but for the case of ASCII letters.
bool differ_in_case_only(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// The name of a file that was not written. As with pnpm, of names that differ only in case, the
/// first gets its file if the file system takes them for one. Throws Error for any other name that
/// is there twice.
std::string left_out(const StoredFile& file, const SlotContent& content, const Directory& package) {
  const auto& files = content.package.files;
  const bool is_other = std::any_of(files.begin(), files.end(), [&](const StoredFile& one) {
    return one.path != file.path && differ_in_case_only(one.path, file.path);
  });
  if (!is_other) throw is_twice(package, file.path);
  constexpr std::string_view kModules = "/node_modules/";
  const std::string path = package.path() + "/" + file.path;
  return path.substr(package.path().rfind(kModules) + kModules.size());
}

void write_links(const Slot& slot, const Directory& to) {
  const std::size_t inner = slot.directory.size() + std::string_view("/node_modules").size();
  const std::size_t before = slot.modules.size() - inner;
  for (const LayoutLink& link : slot.links) {
    const std::string name = link.path.substr(before);
    for (std::size_t at = inner + 1; (at = name.find('/', at)) != name.npos; ++at) {
      put_directory(to, name.substr(0, at));
    }
    put_link(to, name, link.relative_target());
  }
}

/// Places a file and counts it; false if something has that name.
bool place(Placer& placer, const SourceFile& source, bool executable, const Directory& package,
           const std::string& path, Written& written) {
  const auto placed = placer.place(source, executable, package, path);
  if (!placed) return false;
  ++written.placed.at(static_cast<std::size_t>(*placed));
  written.bytes += source.size;
  return true;
}

}  // namespace

std::string bin_text(const BinLink& bin, const PnpmRules& rules, bool is_link) {
  return is_link ? relative_path(bin.shim.directory, bin.shim.target) : shim_text(bin.shim, rules);
}

bool stands_as_link(const BinLink& bin, bool links_commands, const PnpmRules& rules) {
  return links_commands && (bin.is_executable || rules.links_plain_files);
}

void WriteCounts::add(const Written& package) {
  const std::lock_guard lock(mutex_);
  total_.bytes += package.bytes;
  for (std::size_t i = 0; i < kPlacements; ++i) total_.placed.at(i) += package.placed.at(i);
  for (const std::string& path : package.left_out) total_.left_out.push_back(path);
}

Written WriteCounts::total() const {
  const std::lock_guard lock(mutex_);
  Written total = total_;
  std::ranges::sort(total.left_out);
  return total;
}

void SlotWriter::write(const Slot& slot, const SlotContent& content, const Directory& to) {
  throw_if_interrupted();
  const std::string modules = slot.directory + "/node_modules";
  to.make(slot.directory);
  to.make(modules);
  const std::string package = modules + slot.package.substr(slot.modules.size());
  if (package.find('/', modules.size() + 1) != package.npos)
    to.make(package.substr(0, package.rfind('/')));
  to.make(package);
  const Directory directory = to.open_own(package);
  counts_.add(write_files(content, directory));
  write_links(slot, to);
  write_bins(content, directory);
}

// Counted apart: threads that count each file in one place would wait for each other.
Written SlotWriter::write_files(const SlotContent& content, const Directory& package) {
  Written written;
  Parents parents(package);
  for (const StoredFile& file : content.package.files) {
    if (content.changed.contains(file.path)) continue;
    parents.make_for(file.path);
    if (!write_file(file, content, package, written))
      written.left_out.push_back(left_out(file, content, package));
  }
  for (const PackageLink& link : content.package.links) {
    parents.make_for(link.path);
    put_link(package, link.path, link.target);
  }
  for (const auto& [path, file] : content.changed) {
    if (!file) continue;
    parents.make_for(path);
    const unsigned mode = content.commands.contains(path) ? 0755 : file->mode;
    if (!package.write_new(path, as_bytes(file->content), (mode & 0111) != 0 ? kCommand : kPlain))
      throw is_twice(package, path);
  }
  return written;
}

bool SlotWriter::write_file(const StoredFile& file, const SlotContent& content,
                            const Directory& package, Written& written) {
  if (content.commands.contains(file.path))
    return copy_command(file, *content.package.store, package, written);
  const SourceFile source{content.package.store, file.content(), file.size,
                          file.is_executable ? mode_t{0755} : mode_t{0644}};
  return place(placer_, source, file.is_executable, package, file.path, written);
}

std::optional<std::string> SlotWriter::changed_command(const StoredFile& file,
                                                       const Directory& store) const {
  constexpr std::size_t kFirstLine = 512;
  if (!rules_.shebangs_lose_carriage_returns) return std::nullopt;
  const auto start = read_start(store, file.content(), kFirstLine);
  if (!start || !has_carriage_return(*start)) return std::nullopt;
  return without_carriage_return(store.read(file.content()).value_or(""));
}

/// A file that pnpm changes in place must not be the store's own.
bool SlotWriter::copy_command(const StoredFile& file, const Directory& store,
                              const Directory& package, Written& written) {
  if (const auto text = changed_command(file, store)) {
    written.bytes += text->size();
    return package.write_new(file.path, as_bytes(*text), kCommand);
  }
  const SourceFile source{&store, file.content(), file.size, 0755};
  return place(file.is_executable ? placer_ : copier_, source, true, package, file.path, written);
}

void SlotWriter::write_bins(const SlotContent& content, const Directory& package) {
  if (!content.bins) return;
  put_directory(package, "node_modules");
  put_directory(package, "node_modules/.bin");
  for (const BinLink& bin : content.bins->links) {
    const std::string name = "node_modules/.bin/" + bin.name;
    const bool is_link = stands_as_link(bin, links_commands_, rules_);
    const std::string text = bin_text(bin, rules_, is_link);
    if (is_link) {
      put_link(package, name, text);
    } else if (!package.write_new(name, as_bytes(text), kCommand)) {
      throw Error(fmt::format("{}/{}: is in the way of a command", package.path(), name));
    }
  }
}

}  // namespace cafs
