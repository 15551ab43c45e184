#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "cafs/hash/sha512_many.h"

namespace cafs {

/// The messages of several tarballs that wait to be hashed together. One message takes one lane of
/// the processor's vectors from its start to its end, so it is worth waiting until there are enough
/// to keep all lanes busy. Messages that are read from files are long and take no memory, so they
/// wait until there is one for every lane. Not to be used by two threads at once.
class HashPool {
 public:
  /// With `patient`, enough is what fills the lanes for some milliseconds; else little is enough,
  /// because somebody waits.
  explicit HashPool(bool patient) : patient_(patient) {}

  void add(const Message& message);
  bool empty() const { return in_memory_.empty() && in_files_.empty(); }

  /// Whether hashing what is in memory now keeps all lanes of one more thread busy.
  bool is_full() const;

  /// Whether there is a message in files for every lane.
  bool has_files_for_all_lanes() const;

  /// Whether the longest message in memory is so long that no others can keep the lanes beside it
  /// busy.
  bool has_giant() const;

  /// Takes the longest message out; nothing when there is none.
  std::optional<Message> take_longest();

  /// The longest of those in memory.
  std::optional<Message> take_longest_in_memory();

  /// Takes every `shares`th message out, longest first.
  std::vector<Message> take_share(std::size_t shares);

 private:
  bool patient_;
  std::vector<Message> in_memory_;  // a heap by length
  std::vector<Message> in_files_;   // likewise
  std::uint64_t bytes_ = 0;         // in memory
};

}  // namespace cafs
