#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace cafs {

/// In which order tarballs are begun.
enum class Order {
  as_given,  ///< somebody waits for them in that order
  as_fits,   ///< whatever keeps all threads and lanes busy
};

/// The tarballs that nobody has begun yet, and the memory that the tarballs under way share. If any
/// order will do, the largest are begun first, one at a time, so that none is left for the end.
/// Beside a large one, smaller ones are begun of which several fit, so that their files can be
/// hashed together. Not to be used by two threads at once.
class TarballQueue {
 public:
  /// `sizes` are bytes of memory, one for each tarball. All together may take 28 MiB for each
  /// thread, or what the largest needs and 8 MiB for each thread, if that is more.
  TarballQueue(std::span<const std::uint64_t> sizes, Order order, unsigned threads);

  bool empty() const { return waiting_.empty(); }

  /// Whether there is memory for the next tarball.
  bool can_take() const { return next_that_fits() != waiting_.end(); }

  /// Takes the next tarball that there is memory for, with that memory, and returns its number.
  /// Nothing if others have to end first, or none is left. If none is under way, any can begin.
  std::optional<std::size_t> take();

  /// Gives back memory of a tarball that was taken: `bytes` of it, or all that is left. Then
  /// another large tarball may begin.
  void give_back(std::size_t tarball, std::uint64_t bytes);
  void give_back(std::size_t tarball);

 private:
  using Waiting = std::set<std::pair<std::uint64_t, std::size_t>>;

  Waiting::const_iterator next_that_fits() const;
  Waiting::const_iterator largest_up_to(std::uint64_t size) const;

  std::vector<std::uint64_t> sizes_;  // of those begun: what they have
  Order order_;
  std::uint64_t free_;
  std::optional<std::size_t> largest_begun_;
  Waiting waiting_;  // by size, or by number where the order is given
};

}  // namespace cafs
