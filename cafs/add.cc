// A list of passes over the tarballs of one group: each pass runs on all threads, and no pass
// begins before the one ahead of it is done. A tarball that a pass finds bad drops out.
#include "cafs/add.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <functional>
#include <mutex>

#include "cafs/addition.h"
#include "cafs/clock.h"
#include "cafs/error.h"
#include "cafs/hashing.h"

namespace cafs {

namespace {

/// A tarball and what became of it so far.
struct Member {
  Member(const Tarball& tarball, const AddOptions& options, std::uint64_t most)
      : addition(tarball, options), limit(most) {}

  Addition addition;
  std::uint64_t limit;          // to its bytes inflated
  std::size_t first_entry = 0;  // of its entries among those of the group
  std::mutex mutex;             // guards `error` while entries are placed
  std::exception_ptr error;
  std::atomic<bool> failed{false};
  Added added;

  void fail() {
    const std::lock_guard lock(mutex);
    if (!error) error = std::current_exception();
    failed = true;
  }

  /// Calls `step` unless the tarball is known to be bad, and takes what it throws.
  template <typename Step>
  void attempt(const Step& step) {
    if (failed) return;
    try {
      step();
    } catch (const Interrupted&) {
      throw;
    } catch (...) {
      fail();
    }
  }
};

/// A file of the group.
struct GroupEntry {
  Member* member;
  std::size_t index;
};

/// What a tarball may unpack to beside others: what it promises, and the zeros that end a tar.
std::uint64_t limit_in_group(const GroupTarball& member, const AddOptions& options) {
  constexpr std::uint64_t kSlack = 1 << 16;
  return std::min(options.max_unpacked, member.promised_size + kSlack);
}

class Group {
 public:
  Group(Store& store, std::span<const GroupTarball> tarballs, const AddOptions& options,
        Workers& workers, AddSeconds& seconds)
      : store_(store), workers_(workers), seconds_(seconds) {
    const bool alone = tarballs.size() == 1;
    for (const GroupTarball& member : tarballs) {
      members_.emplace_back(*member.tarball, options,
                            alone ? options.max_unpacked : limit_in_group(member, options));
    }
  }

  std::vector<AddResult> run() {
    Clock clock;
    each([](Member& member, std::size_t) { member.addition.open(); });
    seconds_.opening += clock.lap();
    check_integrities();
    seconds_.checking += clock.lap();
    each([](Member& member, std::size_t) { member.addition.unpack(member.limit); });
    list_entries();
    seconds_.unpacking += clock.lap();
    hash_entries();
    seconds_.hashing += clock.lap();
    place_entries();
    seconds_.placing += clock.lap();
    each([this](Member& member, std::size_t) { finish(member); });
    seconds_.indexing += clock.lap();
    return results();
  }

 private:
  void each(const std::function<void(Member&, std::size_t)>& step) {
    workers_.for_each(members_.size(),
                      [&](std::size_t i) { members_[i].attempt([&] { step(members_[i], i); }); });
  }

  void check_integrities() {
    std::vector<ByteView> tarballs;
    for (const Member& member : members_) {
      tarballs.push_back(member.failed ? ByteView() : member.addition.to_hash());
    }
    const std::vector<Digest> digests = hash_all(tarballs, workers_);
    each([&](Member& member, std::size_t i) { member.addition.check(digests[i]); });
  }

  void list_entries() {
    for (Member& member : members_) {
      if (member.failed) continue;
      member.first_entry = entries_.size();
      const std::size_t count = member.addition.entries().size();
      for (std::size_t i = 0; i < count; ++i) entries_.push_back({&member, i});
    }
  }

  static const Entry& content(const GroupEntry& entry) {
    return entry.member->addition.entries()[entry.index];
  }

  void hash_entries() {
    std::vector<ByteView> contents;
    contents.reserve(entries_.size());
    for (const GroupEntry& entry : entries_) contents.push_back(content(entry).content);
    for (const ByteView bytes : contents) bytes_ += bytes.size();
    digests_ = hash_all(contents, workers_);
  }

  /// Waking a thread costs about as much as writing so many files, or so many bytes.
  bool worth_sharing() const {
    constexpr std::size_t kFiles = 16;
    constexpr std::uint64_t kBytes = 1 << 18;
    return entries_.size() > kFiles || bytes_ > kBytes;
  }

  void place_entries() {
    const auto place = [this](std::size_t i) {
      Member& member = *entries_[i].member;
      member.attempt([&] { member.addition.place(store_, entries_[i].index, digests_[i]); });
    };
    if (worth_sharing()) return workers_.for_each(entries_.size(), place);
    for (std::size_t i = 0; i < entries_.size(); ++i) place(i);
  }

  void finish(Member& member) {
    const std::size_t count = member.addition.entries().size();
    member.added =
        member.addition.finish(store_, std::span(digests_).subspan(member.first_entry, count));
  }

  std::vector<AddResult> results() {
    std::vector<AddResult> results;
    for (Member& member : members_) {
      if (member.failed) {
        results.emplace_back(member.error);
      } else {
        results.emplace_back(std::move(member.added));
      }
    }
    return results;
  }

  Store& store_;
  Workers& workers_;
  AddSeconds& seconds_;
  std::deque<Member> members_;
  std::vector<GroupEntry> entries_;
  std::vector<Digest> digests_;
  std::uint64_t bytes_ = 0;
};

bool is_over_limit(const AddResult& result) {
  const auto* const error = std::get_if<std::exception_ptr>(&result);
  if (!error) return false;
  try {
    std::rethrow_exception(*error);
  } catch (const OverLimit&) {
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace

std::vector<AddResult> add_together(Store& store, std::span<const GroupTarball> tarballs,
                                    const AddOptions& options, Workers& workers,
                                    AddSeconds& seconds) {
  const bool alone = tarballs.size() == 1;
  std::vector<AddResult> results = Group(store, tarballs, options, workers, seconds).run();
  for (std::size_t i = 0; i < results.size() && !alone; ++i) {
    if (!is_over_limit(results[i])) continue;
    Group single(store, tarballs.subspan(i, 1), options, workers, seconds);
    results[i] = std::move(single.run()[0]);
  }
  return results;
}

Added add(Store& store, const Tarball& tarball, const AddOptions& options, Workers& workers) {
  const GroupTarball only{.tarball = &tarball, .promised_size = 0};
  AddSeconds seconds;
  std::vector<AddResult> results = add_together(store, {&only, 1}, options, workers, seconds);
  if (const auto* const error = std::get_if<std::exception_ptr>(results.data())) {
    std::rethrow_exception(*error);
  }
  return std::get<Added>(std::move(results.front()));
}

}  // namespace cafs
