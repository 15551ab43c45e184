#include "cafs/add/assembly_line.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "cafs/base/clock.h"
#include "cafs/base/interrupt.h"
#include "cafs/hash/sha512_many.h"
#include "cafs/io/file_reader.h"

namespace cafs {

namespace {

// An entry of this size or more is hashed from a file. That costs one more rename, and the time to
// read it.
constexpr std::uint64_t kWorthStaging = 8 << 20;

}  // namespace

AssemblyLine::AssemblyLine(Store& store, std::span<const Request* const> requests, Order order,
                           AddRun& run, const TakeOutcome& take)
    : store_(store),
      requests_(requests),
      sizes_(sizes_of(requests)),
      run_(run),
      take_(take),
      stages_(order == Order::as_fits && requests.size() > 1),
      additions_(requests.size()),
      queue_(memory_of_each(), order, run.workers.jobs()),
      hash_pool_(order == Order::as_fits),
      left_(requests.size()) {
  for (const Size& size : sizes_) run.progress.all_bytes += size.inflated;
}

AssemblyLine::~AssemblyLine() = default;

std::vector<AssemblyLine::Size> AssemblyLine::sizes_of(std::span<const Request* const> requests) {
  std::vector<Size> sizes;
  for (const Request* const request : requests) {
    const FileEnds ends = file_ends(request->tarball);
    const ByteView first = as_bytes(ends.first);
    sizes.push_back({ends.size, expected_unpacked_size(first, as_bytes(ends.last), ends.size)});
  }
  return sizes;
}

/// The inflated size, and that of the tarball if it also waits in memory to be hashed.
std::vector<std::uint64_t> AssemblyLine::memory_of_each() const {
  const auto memory_of = [](const Size& size) {
    return size.inflated + (size.file < InputFile::kLarge ? size.file : 0);
  };
  std::vector<std::uint64_t> memory;
  std::transform(sizes_.begin(), sizes_.end(), std::back_inserter(memory), memory_of);
  return memory;
}

/// How much a tarball may unpack to while others are added: what it promises, and the zeros that
/// end a tar.
std::uint64_t AssemblyLine::limit_of(std::size_t number) const {
  constexpr std::uint64_t kSlack = 1 << 16;
  const std::uint64_t most = run_.options.max_unpacked;
  return requests_.size() == 1 ? most : std::min(most, sizes_[number].inflated + kSlack);
}

/// Starting a thread costs about as much as adding this many bytes.
unsigned AssemblyLine::useful_threads() const {
  constexpr std::uint64_t kWorthAThread = 1 << 18;
  const std::vector<std::uint64_t> memory = memory_of_each();
  const std::uint64_t all = std::accumulate(memory.begin(), memory.end(), std::uint64_t{0});
  return all > kWorthAThread ? run_.workers.jobs() : 1;
}

void AssemblyLine::run() {
  run_.workers.for_each(useful_threads(), [this](std::size_t) { work(); });
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
  run_.seconds.add(spent);
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
  if (!groups_.empty()) {
    const EntryGroup group = groups_.front();
    groups_.pop_front();
    return [this, group](AddSeconds& spent) { place(group, spent); };
  }
  // A giant is hashed alone: the others wait for it, and busy lanes beside it would slow it down.
  if (hash_pool_.has_giant()) return hashing({*hash_pool_.take_longest_in_memory()}, From::none);
  if (hash_pool_.is_full()) return hashing_many(From::memory);
  if (hash_pool_.has_files_for_all_lanes()) return hashing_many(From::all);
  if (const auto next = queue_.take()) {
    return [this, next](AddSeconds& spent) { unpack(*next, spent); };
  }
  // While more tarballs are to come, a few messages are better left to a thread that is hashing
  // already.
  const bool others_do = hashing_ > 0 && !queue_.empty();
  return hash_pool_.empty() || others_do ? Task() : hashing_many(From::all);
}

/// Hashes until the pool has nothing more at present. When no tarballs are left, idle threads get a
/// share of the messages.
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

void AssemblyLine::unpack(std::size_t number, AddSeconds& spent) {
  throw_if_interrupted();
  additions_[number] =
      std::make_unique<Addition>(number, *requests_[number], run_, store_.version());
  Addition& addition = *additions_[number];
  addition.open(spent);
  pool_tarball(addition);
  addition.unpack(limit_of(number), spent);
  if (stages_) stage(addition, spent);
  pool_entries(addition);
  one_hashed(addition);
}

void AssemblyLine::stage(Addition& addition, AddSeconds& spent) {
  const std::uint64_t staged = addition.stage(store_, kWorthStaging, spent);
  if (staged == 0) return;
  const std::lock_guard lock(mutex_);
  queue_.give_back(addition.number(), staged);
  changed_.notify_all();
}

void AssemblyLine::pool_tarball(Addition& addition) {
  const auto message = addition.tarball_message();
  if (!message) return;
  addition.unhashed.expect(1);
  pool({&*message, 1});
}

void AssemblyLine::pool_entries(Addition& addition) {
  const std::vector<Message> messages = addition.entry_messages();
  addition.unhashed.expect(messages.size());
  pool(messages);
}

void AssemblyLine::pool(std::span<const Message> messages) {
  const std::lock_guard lock(mutex_);
  for (const Message& message : messages) hash_pool_.add(message);
  changed_.notify_all();
}

void AssemblyLine::take_digest(std::uint64_t message, const Digest& digest) {
  Addition& addition = *additions_[Addition::addition_of(message)];
  addition.take(message, digest);
  one_hashed(addition);
}

void AssemblyLine::one_hashed(Addition& addition) {
  if (addition.unhashed.one_came()) hashed(addition);
}

void AssemblyLine::hashed(Addition& addition) {
  addition.check();
  addition.make_indexes(store_);
  const std::vector<EntryGroup> groups = groups_of(addition);
  addition.unplaced.expect(groups.size());
  const std::lock_guard lock(mutex_);
  groups_.insert(groups_.end(), groups.begin(), groups.end());
  changed_.notify_all();
}

/// At least one group, which may be empty: the last one placed brings the index, or the error.
std::vector<AssemblyLine::EntryGroup> AssemblyLine::groups_of(Addition& addition) {
  constexpr std::size_t kFiles = 32;
  constexpr std::uint64_t kBytes = 1 << 19;
  std::vector<EntryGroup> groups{{&addition, 0, 0}};
  if (addition.has_failed()) return groups;
  std::uint64_t bytes = 0;
  for (const Entry& entry : addition.entries()) {
    if (groups.back().end - groups.back().begin == kFiles || bytes > kBytes) {
      groups.push_back({&addition, groups.back().end, groups.back().end});
      bytes = 0;
    }
    ++groups.back().end;
    bytes += entry.content.size();
  }
  return groups;
}

void AssemblyLine::place(const EntryGroup& group, AddSeconds& spent) {
  Clock clock;
  Addition& addition = *group.addition;
  for (std::size_t i = group.begin; i < group.end; ++i) addition.place(store_, i);
  spent.placing += clock.lap();
  if (addition.unplaced.one_came()) finish(addition);
  spent.indexing += clock.lap();
}

void AssemblyLine::finish(Addition& addition) {
  const std::size_t number = addition.number();
  Outcome outcome = addition.finish(store_);
  if (!outcome.added()) run_.progress.all_bytes -= sizes_[number].inflated;
  // Alone, it would be over the limit, too.
  const bool last = limit_of(number) == run_.options.max_unpacked;
  if (outcome.failure == Failure::over_limit && last) outcome.failure = Failure::failed;
  additions_[number].reset();
  {
    const std::lock_guard lock(taking_);
    take_(number, std::move(outcome));
  }
  const std::lock_guard lock(mutex_);
  queue_.give_back(number);
  --left_;
  changed_.notify_all();
}

}  // namespace cafs
