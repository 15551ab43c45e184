#include "cafs/base/ranges.h"

#include <algorithm>
#include <boost/icl/interval_set.hpp>

namespace cafs {

using Numbers = boost::icl::interval_set<std::size_t>;
using Interval = Numbers::interval_type;

struct Ranges::Set {
  Numbers numbers;
};

namespace {

Interval interval(const Range& range) { return Interval::right_open(range.begin, range.end); }

}  // namespace

Ranges::Ranges() : set_(std::make_unique<Set>()) {}
Ranges::~Ranges() = default;

void Ranges::add(const Range& range) { set_->numbers += interval(range); }
void Ranges::remove(const Range& range) { set_->numbers -= interval(range); }

std::optional<std::size_t> Ranges::lowest_of(std::size_t size) const {
  const auto fits = [size](const Interval& interval) { return length(interval) >= size; };
  const auto found = std::find_if(set_->numbers.begin(), set_->numbers.end(), fits);
  if (found == set_->numbers.end()) return std::nullopt;
  return found->lower();
}

std::vector<Range> Ranges::list() const {
  std::vector<Range> all;
  for (const Interval& interval : set_->numbers)
    all.push_back({interval.lower(), interval.upper()});
  return all;
}

}  // namespace cafs
