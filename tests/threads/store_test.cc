#include "cafs/store.h"

#include <doctest/doctest.h>

#include <atomic>

#include "cafs/parallel.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

/// Every thread puts the same few files: most calls find what another thread is just writing.
void hammer(Store& store) {
  Workers workers(8);
  std::atomic<int> written{0};
  workers.for_each(2000, [&](std::size_t i) {
    const std::string content(1000 + i % 20, static_cast<char>('a' + i % 20));
    const auto placed =
        store.put_content(sha512(as_bytes(content)), Executable::no, as_bytes(content));
    if (placed == Placed::written) ++written;
  });
  CHECK(written == 20);
}

void check_whole(const std::string& root) {
  const auto files = tree(root + "/v10");
  CHECK(files.size() == 20);
  for (const auto& [path, content] : files) {
    CHECK(path == content_path(sha512(as_bytes(content)), Executable::no));
  }
}

}  // namespace

TEST_CASE("many threads put the same files into one store") {
  const Temporary dir;
  for (const auto visibility : {Visibility::at_the_end, Visibility::at_once}) {
    const std::string root = dir / (visibility == Visibility::at_once ? "a" : "b");
    Store store(root, visibility);
    hammer(store);
    store.publish();
    check_whole(root);
  }
}

TEST_CASE("many stores are published in one place at once") {
  for (int round = 0; round < 10; ++round) {
    const Temporary dir;
    Workers workers(4);
    workers.for_each(4, [&](std::size_t i) {
      Store store(dir / "out", i % 2 == 0 ? Visibility::at_the_end : Visibility::at_once);
      for (int n = 0; n < 20; ++n) {
        const std::string content(1000 + static_cast<std::size_t>(n), static_cast<char>('a' + n));
        store.put_content(sha512(as_bytes(content)), Executable::no, as_bytes(content));
      }
      store.publish();
    });
    check_whole(dir / "out");
  }
}
