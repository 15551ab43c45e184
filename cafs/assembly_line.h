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

#include "cafs/add.h"
#include "cafs/hash_pool.h"
#include "cafs/line_member.h"
#include "cafs/tarball_queue.h"

namespace cafs {

/// A tarball, and what it may unpack to, in bytes.
struct LimitedTarball {
  const Tarball* tarball;
  PromisedSize size;
  std::uint64_t limit;
};

/// Tarballs on their way into a store, side by side: each is unpacked, its entries wait for their
/// digests in a pool with those of others, then they are placed, some at a time, and the last that
/// is placed brings the index. Every thread takes whatever task brings the most forward: placing
/// before hashing before unpacking, since that is the order in which memory gets free; but hashing
/// only when there is enough for all lanes, or nothing else to do. Large entries are written before
/// they are hashed, so that all lanes can be kept busy with them without their memory.
class AssemblyLine {
 public:
  /// All arguments must outlive this.
  AssemblyLine(Store& store, std::span<const LimitedTarball> tarballs, Order order,
               const AddOptions& options, Workers& workers, const TakeResult& take,
               AddSeconds& seconds);
  ~AssemblyLine();

  /// Adds them all. Throws Interrupted, and what `take` throws.
  void run();

 private:
  /// Some entries of a tarball, to be placed.
  struct Part {
    LineMember* member;
    std::size_t begin;
    std::size_t end;
  };
  using Task = std::function<void(AddSeconds&)>;

  /// Which messages of the pool are to be hashed.
  enum class From { none, memory, all };

  unsigned useful_threads() const;
  void work();
  void work_until_done(std::unique_lock<std::mutex>& lock, AddSeconds& spent);
  Task next_task();
  void unpack(std::size_t tarball, AddSeconds& spent);
  void stage(LineMember& member, AddSeconds& spent);
  void pool_whole(LineMember& member);
  void pool_entries(LineMember& member);
  void pool(std::span<const Message> messages);
  Task hashing_many(From from);
  Task hashing(std::vector<Message> share, From more);
  std::optional<Message> next_message(From from);
  PutBack putting_back(From from);
  void one_hashed(LineMember& member);
  void take_digest(std::uint64_t message, const Digest& digest);
  void hashed(LineMember& member);
  static std::vector<Part> parts_of(LineMember& member);
  void place(const Part& part, AddSeconds& spent);
  void finish(LineMember& member);

  Store& store_;
  std::span<const LimitedTarball> tarballs_;
  const AddOptions& options_;
  Workers& workers_;
  const TakeResult& take_;
  AddSeconds& seconds_;
  const bool stages_;  // large entries

  // Those begun and not ended. Only the thread that unpacks a tarball, and the last that places
  // something of it, change its place here.
  std::vector<std::unique_ptr<LineMember>> members_;

  std::mutex taking_;  // guards calls of take_

  std::mutex mutex_;                 // guards what follows
  std::condition_variable changed_;  // what a thread can do may be another
  TarballQueue queue_;
  HashPool hash_pool_;
  std::deque<Part> parts_;
  std::size_t left_;         // tarballs that are not ended
  std::size_t idle_ = 0;     // threads that wait
  std::size_t hashing_ = 0;  // threads that hash many messages
  bool stopped_ = false;
};

}  // namespace cafs
