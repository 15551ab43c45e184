#pragma once
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "cafs/add/addition.h"
#include "cafs/add/hash_pool.h"
#include "cafs/add/tarball_queue.h"

namespace cafs {

/// Takes the outcome of a request, by its number; never called by two threads at once.
using TakeOutcome = std::function<void(std::size_t, Outcome)>;

/// Adds tarballs to a store in parallel. Each is unpacked; its entries wait in a pool, with those
/// of others, to be hashed; then they are placed, some at a time, and the last that is placed
/// brings the index. A thread prefers placing to hashing, and hashing to unpacking, since that
/// frees memory soonest. But it hashes only when there is enough for all lanes, or nothing else to
/// do. Large entries are written before they are hashed, so that they can keep all lanes busy
/// without taking memory.
class AssemblyLine {
 public:
  /// All arguments must outlive this. A tarball that unpacks to more than its first and last bytes
  /// promise is over the limit, unless it is the only one.
  AssemblyLine(Store& store, std::span<const Request* const> requests, Order order, AddRun& run,
               const TakeOutcome& take);
  ~AssemblyLine();

  /// Adds them all. Throws Interrupted, and what `take` throws.
  void run();

 private:
  /// The size of a tarball, and the inflated size that its first and last bytes promise.
  struct Size {
    std::uint64_t file = 0;
    std::uint64_t inflated = 0;
  };

  /// Some entries of an addition, to be placed together.
  struct EntryGroup {
    Addition* addition;
    std::size_t begin;
    std::size_t end;
  };
  using Task = std::function<void(AddSeconds&)>;

  /// Which messages of the pool are to be hashed.
  enum class From { none, memory, all };

  static std::vector<Size> sizes_of(std::span<const Request* const> requests);
  std::vector<std::uint64_t> memory_of_each() const;
  std::uint64_t limit_of(std::size_t number) const;
  unsigned useful_threads() const;
  void work();
  void work_until_done(std::unique_lock<std::mutex>& lock, AddSeconds& spent);
  Task next_task();
  void unpack(std::size_t number, AddSeconds& spent);
  void stage(Addition& addition, AddSeconds& spent);
  void pool_tarball(Addition& addition);
  void pool_entries(Addition& addition);
  void pool(std::span<const Message> messages);
  Task hashing_many(From from);
  Task hashing(std::vector<Message> share, From more);
  std::optional<Message> next_message(From from);
  PutBack putting_back(From from);
  void one_hashed(Addition& addition);
  void take_digest(std::uint64_t message, const Digest& digest);
  void hashed(Addition& addition);
  static std::vector<EntryGroup> groups_of(Addition& addition);
  void place(const EntryGroup& group, AddSeconds& spent);
  void finish(Addition& addition);

  Store& store_;
  const std::span<const Request* const> requests_;
  const std::vector<Size> sizes_;
  AddRun& run_;
  const TakeOutcome& take_;
  const bool stages_;  // large entries

  // Additions that have begun and not ended. Only the thread that unpacks a tarball, and the one
  // that places its last group, change its element here.
  std::vector<std::unique_ptr<Addition>> additions_;

  std::mutex taking_;  // guards calls of take_

  std::mutex mutex_;                 // guards what follows
  std::condition_variable changed_;  // there may be a new task for a thread
  TarballQueue queue_;
  HashPool hash_pool_;
  std::deque<EntryGroup> groups_;
  std::size_t left_;         // tarballs that are not ended
  std::size_t idle_ = 0;     // threads that wait
  std::size_t hashing_ = 0;  // threads that hash many messages
  bool stopped_ = false;
};

}  // namespace cafs
