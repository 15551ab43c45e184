#include "cafs/add.h"

#include <algorithm>
#include <unordered_map>
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

/// The requests, by their places: each that could contradict an earlier one comes in a later round,
/// when it is known what the earlier one put.
std::vector<std::vector<std::size_t>> rounds_of(std::span<const AddRequest> requests,
                                                const AddOptions& options, StoreVersion version) {
  std::vector<std::vector<std::size_t>> rounds;
  std::unordered_map<std::string, std::size_t> earlier;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const auto key = undecided_by_content(*requests[i].tarball, options, version);
    const std::size_t round = key ? earlier[*key]++ : 0;
    if (round >= rounds.size()) rounds.resize(round + 1);
    rounds[round].push_back(i);
  }
  return rounds;
}

/// What turns out larger than it promised comes at the end, by itself.
void add_round(Store& store, std::span<const AddRequest> requests, Order order,
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

}  // namespace

std::optional<std::string> undecided_by_content(const Tarball& tarball, const AddOptions& options,
                                                StoreVersion version) {
  if (tarball.origin == Origin::git_host) {
    return tarball.id ? git_hosted_index_names(*tarball.id, version).front().path : "";
  }
  if (tarball.id) {
    if (auto marker = marker_path(*tarball.id, version)) return marker;
  }
  if (!tarball.integrity) return std::nullopt;
  const bool strong = tarball.integrity->algorithm() == HashAlgorithm::sha512;
  if (strong && options.trust == Trust::check) return std::nullopt;
  return tarball.integrity->text();
}

void add_all(Store& store, std::span<const AddRequest> requests, Order order,
             const AddOptions& options, Workers& workers, const TakeResult& take,
             AddSeconds& seconds) {
  for (const std::vector<std::size_t>& round : rounds_of(requests, options, store.version())) {
    std::vector<AddRequest> some;
    some.reserve(round.size());
    for (const std::size_t i : round) some.push_back(requests[i]);
    const TakeResult take_one = [&](std::size_t i, AddResult result) {
      take(round[i], std::move(result));
    };
    add_round(store, some, order, options, workers, take_one, seconds);
  }
}

}  // namespace cafs
