#include "cafs/line_member.h"

#include <functional>
#include <memory>
#include <span>
#include <utility>

namespace cafs {

namespace {

// A message is known by its tarball and its entry; that of the tarball itself has this for an
// entry.
constexpr std::uint64_t kWhole = 0xffff'ffff;

std::uint64_t message_number(std::size_t tarball, std::size_t entry) {
  return std::uint64_t{tarball} << 32 | entry;
}

/// Reads a message of a tarball. What goes wrong is that tarball's, and no other's.
class MemberReader : public MessageReader {
 public:
  using Open = std::function<FileReader()>;

  MemberReader(LineMember& member, Open open) : member_(member), open_(std::move(open)) {}

  void read(std::span<std::byte> part) override {
    if (!member_.readable) return;
    try {
      if (!file_) file_ = open_();  // not before, since many may wait
      file_->read(part);
    } catch (const Interrupted&) {
      throw;
    } catch (...) {
      member_.readable = false;
      member_.fail();
    }
  }

 private:
  LineMember& member_;
  Open open_;
  std::optional<FileReader> file_;
};

}  // namespace

std::optional<Message> LineMember::whole_message() {
  const ByteView whole = addition.to_hash();
  if (whole.empty()) return std::nullopt;
  Message message{.bytes = whole, .number = message_number(number, kWhole)};
  if (!addition.is_large()) return message;
  message.bytes = {};
  message.unread = whole.size();
  message.reader = std::make_shared<MemberReader>(*this, [this] { return addition.reader(); });
  return message;
}

std::vector<Message> LineMember::entry_messages() {
  const std::vector<Entry>& entries = addition.entries();
  digests.resize(entries.size());
  std::vector<Message> messages(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    messages[i].number = message_number(number, i);
    if (const StagedFile* const file = addition.staged(i)) {
      messages[i].unread = file->size();
      messages[i].reader = std::make_shared<MemberReader>(*this, [file] { return file->reader(); });
    } else {
      messages[i].bytes = entries[i].content;
    }
  }
  return messages;
}

void LineMember::take(std::uint64_t message, const Digest& digest) {
  const std::size_t entry = message & kWhole;
  (entry == kWhole ? whole_ : digests[entry]) = digest;
}

void LineMember::check() {
  if (!readable) return;
  try {
    addition.check(whole_);
  } catch (...) {
    error = std::current_exception();
    failed = true;
  }
}

void LineMember::fail() {
  const std::lock_guard lock(mutex_);
  if (!error) error = std::current_exception();
  failed = true;
}

}  // namespace cafs
