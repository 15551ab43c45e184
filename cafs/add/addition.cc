#include "cafs/add/addition.h"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

#include "cafs/base/abandonable.h"
#include "cafs/base/clock.h"
#include "cafs/index/package_index.h"

namespace cafs {

namespace {

// The number of a message consists of its tarball and its entry. For the tarball itself, this
// stands for the entry.
constexpr std::uint64_t kTarball = 0xffff'ffff;

std::uint64_t message_number(std::size_t addition, std::size_t entry) {
  return std::uint64_t{addition} << 32 | entry;
}

Manifest manifest_of(const std::vector<Entry>& entries, const PackageRules& rules) {
  const auto is_it = [](const Entry& entry) { return entry.path == "package.json"; };
  const auto found = std::find_if(entries.begin(), entries.end(), is_it);
  return found == entries.end() ? Manifest{} : read_manifest(found->content, rules);
}

Executable executable(const Entry& entry) { return static_cast<Executable>(entry.executable()); }

std::uint64_t total_size(const std::vector<Entry>& entries) {
  std::uint64_t total = 0;
  for (const Entry& entry : entries) total += entry.content.size();
  return total;
}

}  // namespace

/// Reads a message of a tarball. An error fails this tarball, and no other.
class Addition::Reader : public MessageReader {
 public:
  using Open = std::function<FileReader()>;

  Reader(Addition& addition, Open open) : addition_(addition), open_(std::move(open)) {}

  void read(std::span<std::byte> part) override {
    if (!addition_.readable_) return;
    try {
      if (!file_) file_ = open_();  // no sooner, since many may wait
      file_->read(part);
    } catch (const Interrupted&) {
      throw;
    } catch (...) {
      addition_.readable_ = false;
      addition_.fail();
    }
  }

 private:
  Addition& addition_;
  Open open_;
  std::optional<FileReader> file_;
};

/// Takes the exception that is being handled, unless another was first.
void Addition::fail() {
  const std::lock_guard lock(mutex_);
  if (!error_) error_ = std::current_exception();
  failed_ = true;
}

void Addition::open(AddSeconds& seconds) {
  Clock clock;
  attempt([&] {
    file_ = std::make_shared<const InputFile>(request_.tarball);
    seconds.opening += clock.lap();
    if (to_hash().empty()) check_integrity();
    readable_ = true;
  });
  seconds.unpacking += clock.lap();
}

/// The bytes whose SHA-512 `check` needs; empty if it needs none.
ByteView Addition::to_hash() const {
  if (integrity_) return {};
  if (!request_.integrity) return file_->bytes();
  const bool wanted = !is_trusted(request_, run_.options) &&
                      request_.integrity->algorithm() == HashAlgorithm::sha512;
  return wanted ? file_->bytes() : ByteView();
}

std::optional<Message> Addition::tarball_message() {
  if (!readable_) return std::nullopt;
  const ByteView bytes = to_hash();
  if (bytes.empty()) return std::nullopt;
  Message message{.bytes = bytes, .number = message_number(number_, kTarball)};
  if (!file_->is_large()) return message;
  message.bytes = {};
  message.unread = bytes.size();
  message.reader = std::make_shared<Reader>(*this, [this] { return file_->reader(); });
  return message;
}

void Addition::unpack(std::uint64_t limit, AddSeconds& seconds) {
  Clock clock;
  attempt([&] {
    const PackageRules& rules = version_->rules;
    const auto unpack = [file = file_, runtime = request_.runtime,
                         container = run_.options.container, limit, &rules] {
      const auto release = file->release_while_read();
      if (runtime) return unpack_runtime(file->bytes(), *runtime, container, limit, rules);
      return cafs::unpack(file->bytes(), container, limit, rules);
    };
    unpacked_ = file_->is_mapped() ? abandonable(unpack) : unpack();
    manifest_ = manifest_of(unpacked_.entries, rules);
  });
  seconds.unpacking += clock.lap();
}

std::uint64_t Addition::stage(Store& store, std::uint64_t size, AddSeconds& seconds) {
  Clock clock;
  std::uint64_t staged = 0;
  attempt([&] { staged = stage_large(store, size); });
  seconds.placing += clock.lap();
  return staged;
}

std::uint64_t Addition::stage_large(Store& store, std::uint64_t size) {
  // The entries of a bare tar are in the file itself: no memory to give back.
  if (unpacked_.storage.size() == 0) return 0;
  std::uint64_t staged = 0;
  for (std::size_t i = 0; i < entries().size(); ++i) {
    const Entry& entry = entries()[i];
    if (entry.content.size() < size) continue;
    staged_.emplace(i, store.stage_content(executable(entry), entry.content));
    unpacked_.storage.forget(entry.content);
    staged += entry.content.size();
  }
  return staged;
}

std::vector<Message> Addition::entry_messages() {
  if (failed_) return {};
  digests_.resize(entries().size());
  std::vector<Message> messages(entries().size());
  for (std::size_t i = 0; i < messages.size(); ++i) {
    Message& message = messages[i];
    message.number = message_number(number_, i);
    const auto staged = staged_.find(i);
    if (staged == staged_.end()) {
      message.bytes = entries()[i].content;
      continue;
    }
    const StagedFile& file = staged->second.file;
    message.unread = file.size();
    message.reader = std::make_shared<Reader>(*this, [&file] { return file.reader(); });
  }
  return messages;
}

void Addition::take(std::uint64_t message, const Digest& digest) {
  const std::size_t entry = message & kTarball;
  (entry == kTarball ? tarball_digest_ : digests_[entry]) = digest;
}

void Addition::check() {
  if (!readable_) return;
  try {
    check_integrity();
  } catch (...) {
    error_ = std::current_exception();
    failed_ = true;
  }
}

void Addition::check_integrity() {
  if (integrity_) return;
  if (!request_.integrity) {
    integrity_ = Integrity::from_sha512(tarball_digest_);
    return;
  }
  if (!is_trusted(request_, run_.options)) {
    const HashAlgorithm algorithm = request_.integrity->algorithm();
    request_.integrity->check(algorithm == HashAlgorithm::sha512 ? tarball_digest_
                                                                 : hash(algorithm, file_->bytes()));
  }
  integrity_ = request_.integrity;
}

void Addition::make_indexes(const Store& store) {
  attempt([&] {
    PackageIndex index = package_index(manifest_, entries(), digests_);
    index.from_directory = unpacked_.from_directory;
    const bool git_hosted = request_.origin == Origin::git_host;
    for (const IndexName& name : index_names()) {
      indexes_.push_back({name.path, version_->format.text(name, index, git_hosted)});
    }
    if (const auto path = marker_path(id(), version_)) marker_ = {*path, integrity_->text()};
    is_undecided_ = undecided_by_content(request_, run_.options, version_).has_value();
    if (is_undecided_) {
      for_each_text([&](const Text& text) { store.agreement().check(text.path, text.text); });
    }
    // The entries of a bare tar point into the file itself.
    if (unpacked_.storage.size() > 0) file_.reset();
  });
}

void Addition::place(Store& store, std::size_t entry) {
  attempt([&] { place_entry(store, entry); });
}

void Addition::place_entry(Store& store, std::size_t entry) {
  const Entry& file = entries()[entry];
  const Digest& digest = digests_[entry];
  const auto staged = staged_.find(entry);
  const Put put = staged == staged_.end()
                      ? store.put_content(digest, executable(file), file.content)
                      : store.put_staged(digest, std::move(staged->second));
  if (put == Put::written) ++new_files_;
  run_.progress.count_part(file.content.size());
}

Outcome Addition::finish(Store& store) {
  Outcome outcome;
  attempt([&] { outcome = put_indexes(store); });
  return failed_ ? outcome_of(error_) : outcome;
}

Outcome Addition::put_indexes(Store& store) {
  for (std::size_t i = 0; i < entries().size(); ++i) {
    store.want_content(digests_[i], executable(entries()[i]));
  }
  for (const Text& index : indexes_) store.put_index(index.path, index.text);
  if (marker_) store.put_marker(marker_->path, marker_->text);
  if (is_undecided_) {
    for_each_text([&](const Text& text) { store.agreement().keep(text.path, text.text); });
  }
  Outcome outcome;
  outcome.id = id().text();
  outcome.integrity = integrity_->text();
  outcome.index = indexes_.front().path;
  outcome.files = entries().size();
  outcome.bytes = total_size(entries());
  outcome.new_files = new_files_;
  return outcome;
}

std::vector<IndexName> Addition::index_names() const {
  if (request_.origin == Origin::git_host) return version_->git_hosted_index_names(id());
  return {version_->index_name(*integrity_, id())};
}

PackageId Addition::id() const {
  if (request_.id) return *request_.id;
  const std::string* const name = manifest_.name ? manifest_.name->string() : nullptr;
  const std::string* const version = manifest_.version ? manifest_.version->string() : nullptr;
  if (name && version) return PackageId::parse(*name + "@" + *version);
  throw Error("no package id was given, and package.json has no name and version");
}

}  // namespace cafs
