#include "cafs/addition.h"

#include <algorithm>
#include <utility>

#include "cafs/abandonable.h"
#include "cafs/clock.h"
#include "cafs/error.h"
#include "cafs/format/index_format.h"
#include "cafs/format/package_index.h"

namespace cafs {

namespace {

Manifest manifest_of(const std::vector<Entry>& entries, StoreVersion version) {
  const auto is_it = [](const Entry& entry) { return entry.path == "package.json"; };
  const auto found = std::find_if(entries.begin(), entries.end(), is_it);
  return found == entries.end() ? Manifest{} : read_manifest(found->content, version);
}

std::uint64_t total_size(const std::vector<Entry>& entries) {
  std::uint64_t total = 0;
  for (const Entry& entry : entries) total += entry.content.size();
  return total;
}

}  // namespace

void Addition::open(AddSeconds& seconds) {
  Clock clock;
  file_ = std::make_shared<const InputFile>(tarball_.path);
  seconds.opening += clock.lap();
  if (!to_hash().empty()) return;
  check(Digest());
  seconds.unpacking += clock.lap();
}

void Addition::unpack(std::uint64_t limit, AddSeconds& seconds) {
  Clock clock;
  const auto unpack = [file = file_, container = options_.container, limit, version = version_] {
    const auto release = file->release_while_read();
    return cafs::unpack(file->bytes(), container, limit, version);
  };
  unpacked_ = file_->is_mapped() ? abandonable(unpack) : unpack();
  manifest_ = manifest_of(unpacked_.entries, version_);
  seconds.unpacking += clock.lap();
}

std::uint64_t Addition::stage(Store& store, std::uint64_t size, AddSeconds& seconds) {
  // The entries of a bare tar are in the file itself: no memory to give back.
  if (unpacked_.storage.size() == 0) return 0;
  Clock clock;
  std::uint64_t staged = 0;
  for (std::size_t i = 0; i < entries().size(); ++i) {
    const Entry& entry = entries()[i];
    if (entry.content.size() < size) continue;
    const auto executable = static_cast<Executable>(entry.executable());
    staged_.emplace(i, store.stage_content(executable, entry.content));
    unpacked_.storage.forget(entry.content);
    staged += entry.content.size();
  }
  seconds.placing += clock.lap();
  return staged;
}

const StagedFile* Addition::staged(std::size_t entry) const {
  const auto found = staged_.find(entry);
  return found == staged_.end() ? nullptr : &found->second.file;
}

ByteView Addition::to_hash() const {
  if (integrity_) return {};
  if (!tarball_.integrity) return file_->bytes();
  const bool wanted =
      options_.trust == Trust::check && tarball_.integrity->algorithm() == HashAlgorithm::sha512;
  return wanted ? file_->bytes() : ByteView();
}

void Addition::check(const Digest& sha512) {
  if (integrity_) return;
  if (!tarball_.integrity) {
    integrity_ = Integrity::from_sha512(sha512);
    return;
  }
  if (options_.trust == Trust::check) {
    const HashAlgorithm algorithm = tarball_.integrity->algorithm();
    tarball_.integrity->check(algorithm == HashAlgorithm::sha512 ? sha512
                                                                 : hash(algorithm, file_->bytes()));
  }
  integrity_ = tarball_.integrity;
}

void Addition::settle(const Store& store, std::span<const Digest> digests) {
  const PackageIndex index = package_index(manifest_, entries(), digests);
  const bool git_hosted = tarball_.origin == Origin::git_host;
  for (const IndexName& name : index_names()) {
    indexes_.push_back({name.path, index_format(version_).text(name, index, git_hosted)});
  }
  if (const auto path = marker_path(id(), version_)) marker_ = {*path, integrity_->text()};
  is_undecided_ = undecided_by_content(tarball_, options_, version_).has_value();
  if (is_undecided_) {
    for_each_text([&](const Text& text) { store.agreement().check(text.path, text.text); });
  }
  // The entries of a bare tar point into the file itself.
  if (unpacked_.storage.size() > 0) file_.reset();
}

void Addition::place(Store& store, std::size_t entry, const Digest& digest) {
  const Entry& file = entries()[entry];
  const auto executable = static_cast<Executable>(file.executable());
  const auto found = staged_.find(entry);
  const Placed placed = found == staged_.end() ? store.put_content(digest, executable, file.content)
                                               : store.put_staged(digest, std::move(found->second));
  if (placed == Placed::written) ++new_files_;
}

Added Addition::finish(Store& store, std::span<const Digest> digests) {
  for (std::size_t i = 0; i < entries().size(); ++i) {
    store.want_content(digests[i], static_cast<Executable>(entries()[i].executable()));
  }
  for (const Text& index : indexes_) store.put_index(index.path, index.text);
  if (marker_) store.put_marker(marker_->path, marker_->text);
  if (is_undecided_) {
    for_each_text([&](const Text& text) { store.agreement().keep(text.path, text.text); });
  }
  return {.id = id().text(),
          .integrity = integrity_->text(),
          .index = indexes_.front().path,
          .files = entries().size(),
          .bytes = total_size(entries()),
          .new_files = new_files_};
}

std::vector<IndexName> Addition::index_names() const {
  if (tarball_.origin == Origin::git_host) return git_hosted_index_names(id(), version_);
  return {index_name(*integrity_, id(), version_)};
}

PackageId Addition::id() const {
  if (tarball_.id) return *tarball_.id;
  const std::string* const name = manifest_.name ? manifest_.name->string() : nullptr;
  const std::string* const version = manifest_.version ? manifest_.version->string() : nullptr;
  if (name && version) return PackageId::parse(*name + "@" + *version);
  throw Error("no package id was given, and package.json has no name and version");
}

}  // namespace cafs
