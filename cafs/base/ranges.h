#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace cafs {

struct Range {
  std::size_t begin;
  std::size_t end;  ///< one past the last
  std::size_t size() const { return end - begin; }
};

/// A set of numbers that come in ranges; ranges that meet become one.
class Ranges {
 public:
  Ranges();
  ~Ranges();

  void add(const Range& range);
  void remove(const Range& range);

  /// The beginning of the lowest range of at least `size` numbers.
  std::optional<std::size_t> lowest_of(std::size_t size) const;

  /// In order.
  std::vector<Range> list() const;

 private:
  struct Set;
  std::unique_ptr<Set> set_;
};

}  // namespace cafs
