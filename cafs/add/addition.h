#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cafs/add/add_run.h"
#include "cafs/add/outcome.h"
#include "cafs/add/request.h"
#include "cafs/base/error.h"
#include "cafs/hash/integrity.h"
#include "cafs/hash/sha512_many.h"
#include "cafs/io/input_file.h"
#include "cafs/store/store.h"
#include "cafs/tarball/container.h"
#include "cafs/tarball/manifest.h"
#include "cafs/tarball/tar.h"

namespace cafs {

/// How much something still waits for.
class Countdown {
 public:
  explicit Countdown(std::size_t count) : left_(count) {}

  void expect(std::size_t more) { left_ += more; }

  /// Whether that was the last.
  bool one_came() { return left_.fetch_sub(1) == 1; }

 private:
  std::atomic<std::size_t> left_;
};

/// A request that is being fulfilled: a tarball on its way into a store. The steps are to be taken
/// in this order, from `open` to `finish`. An error of the tarball is kept for its outcome. Later
/// steps then do nothing, except `check`, whose error replaces an earlier one. All throw
/// Interrupted.
class Addition {
 public:
  /// `number` tells this from other additions. `request` and `run` must outlive it. `version` is
  /// that of the store.
  Addition(std::size_t number, const Request& request, AddRun& run, StoreVersion version)
      : number_(number), request_(request), run_(run), version_(version) {}

  std::size_t number() const { return number_; }
  bool has_failed() const { return failed_; }

  /// Opens the file, and checks an integrity by another hash function than SHA-512.
  void open(AddSeconds& seconds);

  /// The message of the tarball itself; nothing if its SHA-512 is not wanted, or it could not be
  /// opened. A large one is read from its file. This must outlive the message.
  std::optional<Message> tarball_message();

  /// Refuses more than `limit` bytes.
  void unpack(std::uint64_t limit, AddSeconds& seconds);

  /// Of the content of staged entries, only the size is there.
  const std::vector<Entry>& entries() const { return unpacked_.entries; }

  /// Writes entries of `size` bytes and more into private files, and gives their memory back.
  /// Returns how many bytes that was.
  std::uint64_t stage(Store& store, std::uint64_t size, AddSeconds& seconds);

  /// The messages of its entries; staged ones are read from their files. This must outlive the
  /// messages.
  std::vector<Message> entry_messages();

  /// The number of the addition that a message is of.
  static std::size_t addition_of(std::uint64_t message) { return message >> 32; }

  /// Keeps the digest of one of the messages.
  void take(std::uint64_t message, const Digest& digest);

  /// Checks the integrity, once all digests are there. A mismatch is reported as one, whatever else
  /// is wrong with the tarball. Does nothing if the tarball could not be read.
  void check();

  /// Makes the texts of its indexes, and releases the file. It is an error if a key makes no name,
  /// or if an earlier tarball of the run says something else under it.
  void make_indexes(const Store& store);

  /// Puts one entry into the store. Any number of threads may call it.
  void place(Store& store, std::size_t entry);

  /// Puts the indexes into the store, once all entries are there, and returns the outcome.
  Outcome finish(Store& store);

  Countdown unhashed{1};  ///< messages, and one while there may be more
  Countdown unplaced{0};  ///< groups of entries

 private:
  class Reader;

  /// An index, or the marker of a local tarball.
  struct Text {
    std::string path;
    std::string text;
  };

  template <typename Take>
  void for_each_text(const Take& take) const {
    for (const Text& index : indexes_) take(index);
    if (marker_) take(*marker_);
  }

  /// Calls `step` unless the tarball is known to be bad, and keeps what it throws, except
  /// Interrupted. Any number of threads may call it.
  template <typename Step>
  void attempt(const Step& step) {
    if (failed_) return;
    try {
      step();
    } catch (const Interrupted&) {
      throw;
    } catch (...) {
      fail();
    }
  }

  void fail();
  ByteView to_hash() const;
  void check_integrity();
  std::uint64_t stage_large(Store& store, std::uint64_t size);
  void place_entry(Store& store, std::size_t entry);
  Outcome put_indexes(Store& store);
  PackageId id() const;
  std::vector<IndexName> index_names() const;

  const std::size_t number_;
  const Request& request_;
  AddRun& run_;
  const StoreVersion version_;
  std::shared_ptr<const InputFile> file_;
  std::optional<Integrity> integrity_;
  Unpacked unpacked_;
  std::map<std::size_t, StagedContent> staged_;  // by entry
  Manifest manifest_;
  Digest tarball_digest_{};      // where that is wanted
  std::vector<Digest> digests_;  // of its entries
  std::vector<Text> indexes_;
  std::optional<Text> marker_;
  bool is_undecided_ = false;  // another tarball may contradict those
  std::atomic<std::size_t> new_files_{0};
  std::atomic<bool> readable_{false};  // it could be opened, and read so far
  std::atomic<bool> failed_{false};
  std::mutex mutex_;          // guards error_ while several threads may fail
  std::exception_ptr error_;  // if it failed
};

}  // namespace cafs
