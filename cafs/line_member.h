#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <vector>

#include "cafs/addition.h"
#include "cafs/error.h"
#include "cafs/format/sha512_many.h"

namespace cafs {

/// A tarball that an assembly line has begun, and what became of it so far.
struct LineMember {
  LineMember(std::size_t its_number, const Tarball& tarball, const AddOptions& options,
             StoreVersion version)
      : number(its_number), addition(tarball, options, version) {}

  /// What is to be hashed of the tarball itself; nothing where its SHA-512 is not wanted. A large
  /// one is read from its file. This must outlive the message.
  std::optional<Message> whole_message();

  /// What is to be hashed of its entries; those that are staged are read from their files. This
  /// must outlive the messages.
  std::vector<Message> entry_messages();

  /// The number of the tarball that a message is of.
  static std::size_t tarball_of(std::uint64_t message) { return message >> 32; }

  /// Keeps the digest of one of the messages.
  void take(std::uint64_t message, const Digest& digest);

  /// Checks the integrity: a tarball that is not what was promised is that, whatever else is wrong
  /// with it. Nothing where it could not be read.
  void check();

  /// Calls `step` unless the tarball is known to be bad, and takes what it throws, but for
  /// Interrupted. Any number of threads may call it.
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

  /// Takes the exception that is being handled, unless another was first.
  void fail();

  std::size_t number;
  Addition addition;
  std::vector<Digest> digests;           // of its entries
  std::atomic<bool> readable{false};     // it could be opened, and read so far
  std::atomic<std::size_t> unhashed{1};  // messages, and one while there may be more
  std::atomic<std::size_t> unplaced{0};  // parts
  std::atomic<bool> failed{false};
  std::exception_ptr error;  // if it failed

 private:
  Digest whole_{};    // of the tarball, where that is wanted
  std::mutex mutex_;  // guards `error` while several threads may fail
};

}  // namespace cafs
