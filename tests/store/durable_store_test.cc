#include <doctest/doctest.h>

#include <filesystem>

#include "cafs/base/error.h"
#include "cafs/store/store.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

namespace {

const std::string kIndex = "index/aa/" + std::string(62, 'b') + "-a@1.json";
const std::string kOne = R"({"name":"a","sideEffects":{"one":{"deleted":["x"]}}})";
const std::string kTwo = R"({"name":"a","sideEffects":{"two":{"deleted":["y"]}}})";

std::string place(Store& store, const std::string& content) {
  const Digest digest = sha512(as_bytes(content));
  store.put_content(digest, Executable::no, as_bytes(content));
  store.want_content(digest, Executable::no);
  return content_path(digest, Executable::no);
}

struct DurableStore {
  Temporary dir;
  Store store{dir / "out", Visibility::at_once, Durability::synced};

  bool has(const std::string& path) const { return fs::exists(dir / "out/v10/" + path); }
  std::string text(const std::string& path) const { return read_file(dir / "out/v10/" + path); }
};

}  // namespace

TEST_CASE_FIXTURE(DurableStore,
                  "what is to survive a loss of power has no name before it is synced") {
  const std::string path = place(store, "content");
  store.put_index(kIndex, "{}");
  CHECK_FALSE(store.at_once());
  CHECK_FALSE(has(path));
  CHECK_FALSE(has(kIndex));
  store.publish();
  CHECK(text(path) == "content");
  CHECK(text(kIndex) == "{}");
  const std::string next = place(store, "next");
  CHECK_FALSE(has(next));
  store.publish();
  CHECK(has(next));
}

TEST_CASE_FIXTURE(DurableStore, "content that waits for its name is written once") {
  const Digest digest = sha512(as_bytes("content"));
  const auto put = [&] { return store.put_content(digest, Executable::no, as_bytes("content")); };
  CHECK(put() == Put::written);
  CHECK(put() == Put::existed);
}

TEST_CASE_FIXTURE(DurableStore, "content that no package wants in the end gets no name") {
  const Digest digest = sha512(as_bytes("unwanted"));
  store.put_content(digest, Executable::no, as_bytes("unwanted"));
  const std::string wanted = place(store, "wanted");
  store.publish();
  CHECK(has(wanted));
  CHECK_FALSE(has(content_path(digest, Executable::no)));
  const std::string dropped = place(store, "dropped");
  store.drop_held();
  store.publish();
  CHECK_FALSE(has(dropped));
}

TEST_CASE_FIXTURE(DurableStore, "an index that waits is united with one that came meanwhile") {
  store.unite_index(kIndex, kOne);
  Store other(dir / "out", Visibility::at_once);
  other.unite_index(kIndex, kTwo);
  store.publish();
  CHECK(text(kIndex) ==
        R"({"name":"a","sideEffects":{"one":{"deleted":["x"]},"two":{"deleted":["y"]}}})");
}

TEST_CASE("what was not published leaves nothing") {
  const Temporary dir;
  fs::create_directories(dir / "out/v10");
  {
    Store store(dir / "out", Visibility::at_the_end, Durability::synced);
    place(store, "content");
    store.put_index(kIndex, "{}");
  }
  for (const auto& entry : fs::recursive_directory_iterator(dir / "out"))
    CHECK(entry.is_directory());
  CHECK(fs::exists(dir / "out/v10/files"));
}

TEST_CASE("an index that lost its content to a loss of power is written again") {
  const Temporary dir;
  Store store(dir / "out", Visibility::at_once);
  fs::create_directories(dir / "out/v10/index/aa");
  write_file(dir / "out/v10/" + kIndex, "");
  store.unite_index(kIndex, kOne);
  CHECK(read_file(dir / "out/v10/" + kIndex) == kOne);
}
