#include "cafs/merge/merge.h"

#include <doctest/doctest.h>

#include <thread>

#include "cafs/verify/verify.h"
#include "tests/support/sample_store.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

/// Fragments that share half of their files, and one package.
std::vector<std::string> make_fragments(const Temporary& dir) {
  std::vector<std::string> paths;
  for (int i = 0; i < 30; ++i) {
    const std::string number = std::to_string(i);
    paths.push_back(dir / ("f" + number));
    add_package(paths.back(), "p" + number + "@1",
                {{"own", number}, {"shared", std::to_string(i % 5)}});
    const std::string index = add_package(paths.back(), "all@1", {{"x", "x"}});
    add_to_json(paths.back() + "/v10/" + index,
                R"(,"sideEffects":{"p)" + number + R"(":{"deleted":["x"]}})");
  }
  return paths;
}

}  // namespace

TEST_CASE("merges into one place at once give what one of them would") {
  const Temporary dir;
  const std::vector<std::string> fragments = make_fragments(dir);
  Workers workers(4);
  Progress progress;
  merge(dir / "wanted", fragments, {}, workers, progress);
  for (int round = 0; round < 5; ++round) {
    const std::string out = dir / ("out" + std::to_string(round));
    std::vector<std::jthread> threads;
    for (std::size_t part = 0; part < 3; ++part) {
      threads.emplace_back([&, part] {
        Workers own(2);
        Progress own_progress;
        const auto begin = fragments.begin() + static_cast<std::ptrdiff_t>(10 * part);
        merge(out, {begin, begin + 10}, {}, own, own_progress);
      });
    }
    threads.clear();
    CHECK(tree(out) == tree(dir / "wanted"));
    CHECK(verify(out, workers, progress).damages.empty());
  }
}
