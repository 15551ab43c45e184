#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "cafs/format/sha512_many.h"

namespace cafs {

/// The messages of several tarballs that wait to be hashed together. One message takes one lane of
/// the processor's vectors from its start to its end, so it is worth waiting until there are enough
/// to keep all lanes busy. Not to be used by two threads at once.
class HashPool {
 public:
  /// With `patient`, enough is what fills the lanes for some milliseconds; else little is enough,
  /// because somebody waits.
  explicit HashPool(bool patient) : patient_(patient) {}

  void add(const Message& message);
  bool empty() const { return messages_.empty(); }

  /// Whether hashing now, with what is here, keeps all lanes of one more thread busy.
  bool is_full() const;

  /// Whether the longest message is so long that no others take as long beside it.
  bool has_giant() const;

  /// Takes the longest message out. There must be one.
  Message take_longest();

  /// Takes every `shares`th message out, longest first.
  std::vector<Message> take_share(std::size_t shares);

 private:
  bool patient_;
  std::vector<Message> messages_;  // a heap by length
  std::uint64_t bytes_ = 0;        // of all messages
};

}  // namespace cafs
