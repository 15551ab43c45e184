#include "cafs/add.h"

#include <algorithm>
#include <atomic>

#include "cafs/error.h"
#include "cafs/format/index_json.h"
#include "cafs/format/manifest.h"
#include "cafs/format/package_index.h"
#include "cafs/io/input_file.h"

namespace cafs {

namespace {

/// A tarball that has been read and found good.
struct Package {
  Integrity integrity;
  Unpacked unpacked;
  Manifest manifest;

  const std::vector<Entry>& entries() const { return unpacked.entries; }
};

Integrity checked_integrity(const Tarball& tarball, Trust trust, ByteView bytes) {
  if (!tarball.integrity) return Integrity::of(bytes);
  if (trust == Trust::check) tarball.integrity->check(bytes);
  return *tarball.integrity;
}

Manifest manifest_of(const std::vector<Entry>& entries) {
  const auto is_it = [](const Entry& entry) { return entry.path == "package.json"; };
  const auto found = std::find_if(entries.begin(), entries.end(), is_it);
  return found == entries.end() ? Manifest{} : read_manifest(found->content);
}

PackageId id_of(const Manifest& manifest) {
  const std::string* const name = manifest.name ? manifest.name->string() : nullptr;
  const std::string* const version = manifest.version ? manifest.version->string() : nullptr;
  if (!name || !version)
    throw Error("no package id was given, and package.json has no name and version");
  return PackageId::parse(*name + "@" + *version);
}

std::uint64_t total_size(const std::vector<Entry>& entries) {
  std::uint64_t total = 0;
  for (const Entry& entry : entries) total += entry.content.size();
  return total;
}

/// Waking a second thread costs about as much as this much work.
bool worth_sharing(const std::vector<Entry>& entries, std::uint64_t bytes) {
  constexpr std::size_t kFiles = 16;
  constexpr std::uint64_t kBytes = 1 << 18;
  return entries.size() > kFiles || bytes > kBytes;
}

/// Hashes and places every content file.
class Placing {
 public:
  Placing(Store& store, const std::vector<Entry>& entries)
      : store_(store), entries_(entries), digests_(entries.size()) {}

  void run(Workers& workers, std::uint64_t bytes) {
    const auto place = [this](std::size_t i) { place_one(i); };
    if (worth_sharing(entries_, bytes)) return workers.for_each(entries_.size(), place);
    for (std::size_t i = 0; i < entries_.size(); ++i) place(i);
  }

  const std::vector<Digest>& digests() const { return digests_; }
  std::size_t written() const { return written_; }

 private:
  void place_one(std::size_t i) {
    const Entry& entry = entries_[i];
    digests_[i] = sha512(entry.content);
    const auto executable = static_cast<Executable>(entry.executable());
    if (store_.put_content(digests_[i], executable, entry.content) == Placed::written) ++written_;
  }

  Store& store_;
  const std::vector<Entry>& entries_;
  std::vector<Digest> digests_;
  std::atomic<std::size_t> written_{0};
};

Added place(Store& store, const Package& package, const PackageId& id, Workers& workers) {
  Added added{.id = id.text(),
              .integrity = package.integrity.text(),
              .index = index_path(package.integrity, id),
              .files = package.entries().size(),
              .bytes = total_size(package.entries())};
  Placing placing(store, package.entries());
  placing.run(workers, added.bytes);
  added.new_files = placing.written();
  const PackageIndex index = package_index(package.manifest, package.entries(), placing.digests());
  store.put_index(added.index, index_json(index));
  return added;
}

}  // namespace

Added add(Store& store, const Tarball& tarball, const AddOptions& options, Workers& workers) {
  std::optional<InputFile> file(std::in_place, tarball.path);
  const ByteView bytes = file->bytes();
  Package package{.integrity = checked_integrity(tarball, options.trust, bytes),
                  .unpacked = unpack(bytes, options.container, options.max_unpacked),
                  .manifest = {}};
  // The entries of a bare tar point into the file itself.
  if (package.unpacked.storage.size() > 0) file.reset();
  package.manifest = manifest_of(package.entries());
  const PackageId id = tarball.id ? *tarball.id : id_of(package.manifest);
  return place(store, package, id, workers);
}

}  // namespace cafs
