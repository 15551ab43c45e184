#include "cafs/assembly_line.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "cafs/clock.h"
#include "cafs/error.h"
#include "cafs/format/sha512_many.h"
#include "cafs/io/interrupt.h"

namespace cafs {

namespace {

// An entry of this size is hashed from its file. It takes a rename more, and the time to read it.
constexpr std::uint64_t kWorthStaging = 8 << 20;

/// What is inflated; and the tarball, if that waits to be hashed beside it.
std::uint64_t memory_of(const LimitedTarball& tarball) {
  const PromisedSize& size = tarball.size;
  return size.inflated + (size.file < InputFile::kLarge ? size.file : 0);
}

std::vector<std::uint64_t> memory_of_each(std::span<const LimitedTarball> tarballs) {
  std::vector<std::uint64_t> sizes;
  std::transform(tarballs.begin(), tarballs.end(), std::back_inserter(sizes), memory_of);
  return sizes;
}

}  // namespace

AssemblyLine::AssemblyLine(Store& store, std::span<const LimitedTarball> tarballs, Order order,
                           const AddOptions& options, Workers& workers, const TakeResult& take,
                           AddSeconds& seconds)
    : store_(store),
      tarballs_(tarballs),
      options_(options),
      workers_(workers),
      take_(take),
      seconds_(seconds),
      stages_(order == Order::as_fits && tarballs.size() > 1),
      members_(tarballs.size()),
      queue_(memory_of_each(tarballs), order, workers.jobs()),
      hash_pool_(order == Order::as_fits),
      left_(tarballs.size()) {}

AssemblyLine::~AssemblyLine() = default;

/// Starting a thread costs about as much as adding so many bytes.
unsigned AssemblyLine::useful_threads() const {
  constexpr std::uint64_t kWorthAThread = 1 << 18;
  std::uint64_t all = 0;
  for (const LimitedTarball& tarball : tarballs_) all += memory_of(tarball);
  return all > kWorthAThread ? workers_.jobs() : 1;
}

void AssemblyLine::run() {
  workers_.for_each(useful_threads(), [this](std::size_t) { work(); });
}

void AssemblyLine::work() {
  AddSeconds spent;
  std::unique_lock lock(mutex_);
  try {
    work_until_done(lock, spent);
  } catch (...) {
    if (!lock.owns_lock()) lock.lock();
    stopped_ = true;
    changed_.notify_all();
    throw;
  }
  seconds_.add(spent);
}

void AssemblyLine::work_until_done(std::unique_lock<std::mutex>& lock, AddSeconds& spent) {
  while (left_ > 0 && !stopped_) {
    if (const Task task = next_task()) {
      lock.unlock();
      task(spent);
      lock.lock();
    } else {
      Clock clock;
      ++idle_;
      changed_.wait(lock);
      --idle_;
      spent.waiting += clock.lap();
    }
  }
}

AssemblyLine::Task AssemblyLine::next_task() {
  if (!parts_.empty()) {
    const Part part = parts_.front();
    parts_.pop_front();
    return [this, part](AddSeconds& spent) { place(part, spent); };
  }
  // A giant is what others wait for: lanes beside it would make it slower.
  if (hash_pool_.has_giant()) return hashing({*hash_pool_.take_longest_in_memory()}, From::none);
  if (hash_pool_.is_full()) return hashing_many(From::memory);
  if (hash_pool_.has_files_for_all_lanes()) return hashing_many(From::all);
  if (const auto next = queue_.take()) {
    return [this, next](AddSeconds& spent) { unpack(*next, spent); };
  }
  // While there is more to come, few messages are better left to the lanes of a thread that hashes.
  const bool others_do = hashing_ > 0 && !queue_.empty();
  return hash_pool_.empty() || others_do ? Task() : hashing_many(From::all);
}

/// Until there is nothing more to hash at present. At the end, what there is is shared with the
/// threads that have nothing to do.
AssemblyLine::Task AssemblyLine::hashing_many(From from) {
  ++hashing_;
  std::vector<Message> share;
  if (queue_.empty()) share = hash_pool_.take_share(idle_ + 1);
  return [this, task = hashing(std::move(share), from)](AddSeconds& spent) {
    changed_.notify_all();  // what is left in the pool is for others
    task(spent);
    const std::lock_guard lock(mutex_);
    --hashing_;
    changed_.notify_all();
  };
}

/// Hashes these messages, and then what is in the pool.
AssemblyLine::Task AssemblyLine::hashing(std::vector<Message> share, From more) {
  return [this, share = std::move(share), more](AddSeconds& spent) {
    Clock clock;
    std::size_t given = 0;
    const NextMessage next = [&]() -> std::optional<Message> {
      throw_if_interrupted();
      return given < share.size() ? share[given++] : next_message(more);
    };
    const TakeDigest take = [this](auto number, const Digest& digest) {
      take_digest(number, digest);
    };
    sha512_many(next, take, putting_back(more));
    spent.hashing += clock.lap();
  };
}

std::optional<Message> AssemblyLine::next_message(From from) {
  if (from == From::none) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const bool any = from == From::all || queue_.empty();
  if (any) return hash_pool_.take_longest();
  auto in_memory = hash_pool_.take_longest_in_memory();
  return in_memory ? in_memory : hash_pool_.take_longest();
}

/// Lanes that are left empty are better filled later, if there is something else to do until then.
PutBack AssemblyLine::putting_back(From from) {
  if (from == From::none) return {};
  return {.wanted =
              [this] {
                const std::lock_guard lock(mutex_);
                return queue_.can_take();
              },
          .take =
              [this](const Message& message) {
                pool({&message, 1});
              }};
}

void AssemblyLine::unpack(std::size_t tarball, AddSeconds& spent) {
  throw_if_interrupted();
  const LimitedTarball& one = tarballs_[tarball];
  members_[tarball] =
      std::make_unique<LineMember>(tarball, *one.tarball, options_, store_.version());
  LineMember& member = *members_[tarball];
  member.attempt([&] {
    member.addition.open(spent);
    member.readable = true;
  });
  // Not as an attempt: a message that is counted, but not pooled, would be waited for.
  if (member.readable) pool_whole(member);
  member.attempt([&] { member.addition.unpack(one.limit, spent); });
  if (stages_) stage(member, spent);
  pool_entries(member);
  one_hashed(member);
}

void AssemblyLine::stage(LineMember& member, AddSeconds& spent) {
  std::uint64_t staged = 0;
  member.attempt([&] { staged = member.addition.stage(store_, kWorthStaging, spent); });
  if (staged == 0) return;
  const std::lock_guard lock(mutex_);
  queue_.give_back(member.number, staged);
  changed_.notify_all();
}

void AssemblyLine::pool_whole(LineMember& member) {
  const auto message = member.whole_message();
  if (!message) return;
  ++member.unhashed;
  pool({&*message, 1});
}

void AssemblyLine::pool_entries(LineMember& member) {
  if (member.failed) return;
  const std::vector<Message> messages = member.entry_messages();
  member.unhashed += messages.size();
  pool(messages);
}

void AssemblyLine::pool(std::span<const Message> messages) {
  const std::lock_guard lock(mutex_);
  for (const Message& message : messages) hash_pool_.add(message);
  changed_.notify_all();
}

void AssemblyLine::take_digest(std::uint64_t message, const Digest& digest) {
  LineMember& member = *members_[LineMember::tarball_of(message)];
  member.take(message, digest);
  one_hashed(member);
}

void AssemblyLine::one_hashed(LineMember& member) {
  if (member.unhashed.fetch_sub(1) == 1) hashed(member);
}

void AssemblyLine::hashed(LineMember& member) {
  member.check();
  member.attempt([&] { member.addition.settle(store_, member.digests); });
  const std::vector<Part> parts = parts_of(member);
  member.unplaced = parts.size();
  const std::lock_guard lock(mutex_);
  parts_.insert(parts_.end(), parts.begin(), parts.end());
  changed_.notify_all();
}

/// At least one, which may be empty: the last brings the index, or the error.
std::vector<AssemblyLine::Part> AssemblyLine::parts_of(LineMember& member) {
  constexpr std::size_t kFiles = 32;
  constexpr std::uint64_t kBytes = 1 << 19;
  std::vector<Part> parts{{&member, 0, 0}};
  if (member.failed) return parts;
  std::uint64_t bytes = 0;
  for (const Entry& entry : member.addition.entries()) {
    if (parts.back().end - parts.back().begin == kFiles || bytes > kBytes) {
      parts.push_back({&member, parts.back().end, parts.back().end});
      bytes = 0;
    }
    ++parts.back().end;
    bytes += entry.content.size();
  }
  return parts;
}

void AssemblyLine::place(const Part& part, AddSeconds& spent) {
  Clock clock;
  LineMember& member = *part.member;
  for (std::size_t i = part.begin; i < part.end; ++i) {
    member.attempt([&] { member.addition.place(store_, i, member.digests[i]); });
  }
  spent.placing += clock.lap();
  if (member.unplaced.fetch_sub(1) == 1) finish(member);
  spent.indexing += clock.lap();
}

void AssemblyLine::finish(LineMember& member) {
  AddResult result;
  member.attempt([&] { result = member.addition.finish(store_, member.digests); });
  if (member.failed) result = member.error;
  const std::size_t number = member.number;
  members_[number].reset();
  {
    const std::lock_guard lock(taking_);
    take_(number, std::move(result));
  }
  const std::lock_guard lock(mutex_);
  queue_.give_back(number);
  --left_;
  changed_.notify_all();
}

}  // namespace cafs
