#include "cafs/add.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "cafs/assembly_line.h"
#include "cafs/error.h"

namespace cafs {

namespace {

bool is_over_limit(const AddResult& result) {
  const auto* const error = std::get_if<std::exception_ptr>(&result);
  if (!error) return false;
  try {
    std::rethrow_exception(*error);
  } catch (const OverLimit&) {
    return true;
  } catch (...) {
    return false;
  }
}

/// What a tarball may unpack to beside others: what it promises, and the zeros that end a tar.
std::uint64_t limit_beside_others(const AddRequest& request, const AddOptions& options) {
  constexpr std::uint64_t kSlack = 1 << 16;
  return std::min(options.max_unpacked, request.size.inflated + kSlack);
}

}  // namespace

void add_all(Store& store, std::span<const AddRequest> requests, Order order,
             const AddOptions& options, Workers& workers, const TakeResult& take,
             AddSeconds& seconds) {
  std::vector<LimitedTarball> tarballs;
  for (const AddRequest& request : requests) {
    const bool alone = requests.size() == 1;
    tarballs.push_back({request.tarball, request.size,
                        alone ? options.max_unpacked : limit_beside_others(request, options)});
  }
  std::vector<std::size_t> larger;
  const TakeResult take_or_keep = [&](std::size_t i, AddResult result) {
    const bool again = tarballs[i].limit < options.max_unpacked && is_over_limit(result);
    again ? larger.push_back(i) : take(i, std::move(result));
  };
  AssemblyLine(store, tarballs, order, options, workers, take_or_keep, seconds).run();
  for (const std::size_t i : larger) {
    const LimitedTarball alone{tarballs[i].tarball, tarballs[i].size, options.max_unpacked};
    const TakeResult take_it = [&](std::size_t, AddResult result) { take(i, std::move(result)); };
    AssemblyLine(store, {&alone, 1}, order, options, workers, take_it, seconds).run();
  }
}

}  // namespace cafs
