#include "cafs/store/store.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "cafs/base/parallel.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

/// Every thread puts the same few files: most calls find one that another thread is just writing.
void hammer(Store& store) {
  Workers workers(8);
  std::atomic<int> written{0};
  workers.for_each(2000, [&](std::size_t i) {
    const std::string content(1000 + i % 20, static_cast<char>('a' + i % 20));
    const auto placed =
        store.put_content(sha512(as_bytes(content)), Executable::no, as_bytes(content));
    if (placed == Put::written) ++written;
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

TEST_CASE("what a writer has found in a store stays until it is done") {
  const Temporary dir;
  const std::string content = "content";
  const auto put = [&](Store& store) {
    return store.put_content(sha512(as_bytes(content)), Executable::no, as_bytes(content));
  };
  Store(dir / "out", Visibility::at_once).publish();
  auto store = std::make_unique<Store>(dir / "out", Visibility::at_once);
  put(*store);
  const Directory version = Directory::open(dir / "out/v10");
  std::atomic<bool> removes{false};
  std::jthread remover([&] {
    const DirectoryUse use(version, Use::exclusive);
    removes = true;
  });
  auto other = std::make_unique<Store>(dir / "out", Visibility::at_once);
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK_FALSE(removes);
  CHECK(put(*other) == Put::existed);  // a second writer waits for nobody
  CHECK_FALSE(removes);
  store.reset();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK_FALSE(removes);
  other.reset();
  remover.join();
  CHECK(removes);
}

namespace {

/// Checks that `write` waits while there is an exclusive use of the version's directory.
void check_waits(const std::string& version, const std::function<void()>& write) {
  const Directory directory = Directory::open(version);
  std::optional<DirectoryUse> use(std::in_place, directory, Use::exclusive);
  std::atomic<bool> wrote{false};
  std::jthread writer([&] {
    write();
    wrote = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK_FALSE(wrote);
  CHECK_FALSE(directory.exists(std::string(kLockName)));  // nor does it hold a lock meanwhile
  use.reset();
  writer.join();
  CHECK(wrote);
}

}  // namespace

TEST_CASE("a writer waits for whoever removes something, and holds no lock meanwhile") {
  const Temporary dir;
  Store(dir / "out", Visibility::at_once).publish();
  check_waits(dir / "out/v10", [&] {
    Store(dir / "out", Visibility::at_once).put_content(sha512({}), Executable::no, {});
  });
  check_waits(dir / "out/v10", [&] {
    Store(dir / "out", Visibility::at_once).put_marker("file+a/tarball-integrity", "sha512-x");
  });
}

TEST_CASE("content that another version's store has is linked by who uses the store only") {
  const Temporary dir;
  const StoreKind other{.version = StoreVersion::v3};
  Store first(dir / "out", Visibility::at_once);
  first.put_content(sha512({}), Executable::no, {});
  first.publish();
  Store(dir / "out", Visibility::at_once, Durability::eventual, other).publish();
  check_waits(dir / "out/v3", [&] {
    Store store(dir / "out", Visibility::at_once, Durability::eventual, other);
    store.share_with(first);
    store.put_content(sha512({}), Executable::no, {});
  });
}
