#include "tests/support/add.h"

#include <utility>

#include "cafs/promised_size.h"

namespace cafs::tests {

Added add(Store& store, const Tarball& tarball, const AddOptions& options, Workers& workers) {
  const AddRequest only{.tarball = &tarball, .size = promised_size(tarball.path)};
  AddSeconds seconds;
  AddResult result;
  const TakeResult take = [&](std::size_t, AddResult taken) { result = std::move(taken); };
  add_all(store, {&only, 1}, Order::as_given, options, workers, take, seconds);
  if (const auto* const error = std::get_if<std::exception_ptr>(&result)) {
    std::rethrow_exception(*error);
  }
  return std::get<Added>(std::move(result));
}

}  // namespace cafs::tests
