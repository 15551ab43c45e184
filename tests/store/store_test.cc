#include "cafs/store/store.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "cafs/base/error.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

namespace {

const std::string kIndex = "index/aa/" + std::string(62, 'b') + "-a@1.json";

std::string place(Store& store, const std::string& content,
                  Executable executable = Executable::no) {
  const Digest digest = sha512(as_bytes(content));
  store.put_content(digest, executable, as_bytes(content));
  return content_path(digest, executable);
}

std::size_t entries_in(const std::string& dir) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(dir), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a new store appears as a whole, or not at all") {
  const Temporary dir;
  {
    Store store(dir / "out", Visibility::at_the_end);
    place(store, "content");
    CHECK_FALSE(store.at_once());
    CHECK_FALSE(fs::exists(dir / "out/v10"));
  }
  CHECK_FALSE(fs::exists(dir / "out"));
  Store store(dir / "out", Visibility::at_the_end);
  const std::string path = place(store, "content");
  store.put_index(kIndex, "{}");
  store.publish();
  CHECK(store.at_once());
  CHECK(read_file(dir / "out/v10/" + path) == "content");
  CHECK(read_file(dir / "out/v10/" + kIndex) == "{}");
  CHECK(entries_in(dir / "out") == 1);
}

TEST_CASE("a published store goes on as one that is there") {
  const Temporary dir;
  Store store(dir / "out", Visibility::at_the_end);
  place(store, "one");
  store.publish();
  CHECK(fs::exists(dir / "out/v10/" + place(store, "two")));
}

TEST_CASE("what is put at once is seen at once") {
  const Temporary dir;
  Store store(dir / "out", Visibility::at_once);
  CHECK(fs::exists(dir / "out/v10/" + place(store, "content")));
}

TEST_CASE("two new stores in one place are united") {
  const Temporary dir;
  Store first(dir / "out", Visibility::at_the_end);
  Store second(dir / "out", Visibility::at_the_end);
  const std::string a = place(first, "a");
  const std::string b = place(second, "b");
  place(second, "a");
  first.publish();
  second.publish();
  CHECK(read_file(dir / "out/v10/" + a) == "a");
  CHECK(read_file(dir / "out/v10/" + b) == "b");
  CHECK(entries_in(dir / "out") == 1);
}

TEST_CASE("a file that is there is not written again, one of another size is replaced") {
  const Temporary dir;
  for (const auto visibility : {Visibility::at_the_end, Visibility::at_once}) {
    Store store(dir / "out", visibility);
    const Digest digest = sha512(as_bytes("content"));
    const auto put = [&] { return store.put_content(digest, Executable::no, as_bytes("content")); };
    CHECK(put() == (visibility == Visibility::at_once ? Put::existed : Put::written));
    CHECK(put() == Put::existed);
    store.publish();
    write_file(dir / "out/v10/" + content_path(digest, Executable::no), "cut");
    CHECK(put() == Put::written);
    CHECK(read_file(dir / "out/v10/" + content_path(digest, Executable::no)) == "content");
  }
}

TEST_CASE("executables are other files, with their own mode") {
  const Temporary dir;
  ::umask(022);
  Store store(dir / "out", Visibility::at_once);
  const std::string plain = place(store, "x");
  const std::string executable = place(store, "x", Executable::yes);
  CHECK(executable == plain + "-exec");
  CHECK(mode_of(dir / "out/v10/" + plain) == 0644);
  CHECK(mode_of(dir / "out/v10/" + executable) == 0755);
}

TEST_CASE("an index that says the same stays as it is") {
  const Temporary dir;
  Store store(dir / "out", Visibility::at_once);
  const std::string ours = R"({"files":{"a":{"mode":420}}})";
  CHECK(store.put_index(kIndex, ours) == Put::written);
  CHECK(store.put_index(kIndex, ours) == Put::existed);
  const std::string pnpms = R"({"files":{"a":{"checkedAt":1,"mode":420}},"sideEffects":{}})";
  write_file(dir / "out/v10/" + kIndex, pnpms);
  CHECK(store.put_index(kIndex, ours) == Put::existed);
  CHECK(read_file(dir / "out/v10/" + kIndex) == pnpms);
  write_file(dir / "out/v10/" + kIndex, "{\"files\":");
  CHECK(store.put_index(kIndex, ours) == Put::written);
  CHECK(read_file(dir / "out/v10/" + kIndex) == ours);
}

TEST_CASE("a marker is that of the last tarball") {
  const Temporary dir;
  const std::string path = "file+x.tgz/tarball-integrity";
  for (const char* const integrity : {"sha512-a", "sha512-a", "sha512-bc"}) {
    Store store(dir / "out", Visibility::at_the_end);
    store.put_marker(path, integrity);
    store.publish();
    CHECK(read_file(dir / "out/v10/" + path) == integrity);
  }
}

TEST_CASE("a root that is called v10 is the store itself") {
  const Temporary dir;
  Store store(dir / "store/v10/", Visibility::at_the_end);
  const std::string path = place(store, "x");
  store.publish();
  CHECK(fs::exists(dir / "store/v10/" + path));
}

TEST_CASE("a root may be written with dots, and its own directory is one") {
  const Temporary dir;
  fs::create_directories(dir / "out/v10");
  const fs::path before = fs::current_path();
  fs::current_path(dir / "out");
  for (const char* const root : {".", "./", "v10", "./v10/", "v10/.", "../out", "x/.."}) {
    CAPTURE(root);
    Store store(root, Visibility::at_the_end);
    place(store, root);
    store.publish();
  }
  fs::current_path(before);
  CHECK(tree(dir / "out/v10").size() == 7);
  CHECK(entries_in(dir / "out") == 1);
}

TEST_CASE("every directory that was made for nothing goes again") {
  const Temporary dir;
  fs::create_directory(dir / "a");
  { const Store store(dir / "a/b/c", Visibility::at_the_end); }
  CHECK(fs::exists(dir / "a"));
  CHECK_FALSE(fs::exists(dir / "a/b"));
}

TEST_CASE("a store on another file system than its directory can be written") {
  const Temporary dir;
  const fs::path elsewhere = "/dev/shm";
  if (!fs::exists(elsewhere)) {
    MESSAGE("SKIPPED: no /dev/shm");
    return;
  }
  const std::string other = (elsewhere / fs::path(dir.path()).filename()).string();
  fs::create_directory(other);
  fs::create_directory_symlink(other, dir / "v10");
  {
    Store store(dir.path(), Visibility::at_once);
    place(store, "x");
  }
  CHECK(tree(other).size() == 1);
  fs::remove_all(other);
}

TEST_CASE("nothing is written through a symbolic link that another user planted in a store") {
  for (const char* const planted :
       {"v10", "v10/files", "v10/index", "v10/files/a4", "v10/index/aa"}) {
    CAPTURE(planted);
    const Temporary dir;
    fs::create_directory(dir / "victim");
    fs::create_directories(fs::path(dir / "out/" + planted).parent_path());
    fs::create_directory_symlink(dir / "victim", dir / "out/" + planted);
    if (::lchown((dir / "out/" + planted).c_str(), 65534, 65534) != 0) {
      MESSAGE("SKIPPED: only root can make a link of another user");
      return;
    }
    const auto write = [&] {
      Store store(dir / "out", Visibility::at_the_end);
      place(store, "x");  // files/a4/…
      store.put_index(kIndex, "{}");
    };
    CHECK_THROWS_WITH_AS(write(), doctest::Contains("is a symbolic link of another user"), Error);
    CHECK(fs::is_empty(dir / "victim"));
  }
}

TEST_CASE("a staging directory that is a symbolic link takes nothing along when it is removed") {
  const Temporary dir;
  fs::create_directories(dir / "victim/below");
  fs::create_directory(dir / "out");
  fs::create_directory_symlink(dir / "victim", dir / "out/.cafs-staging-0123456789ab");
  { const Store store(dir / "out", Visibility::at_once); }
  CHECK(fs::exists(dir / "victim/below"));
}

TEST_CASE("what killed writers left beside the store is removed") {
  const Temporary dir;
  fs::create_directories(dir / "out/.cafs-staging-0123456789ab/v10/files");
  const Store store(dir / "out", Visibility::at_once);
  CHECK_FALSE(fs::exists(dir / "out/.cafs-staging-0123456789ab"));
}

TEST_CASE("a root that cannot be made is an error that names it") {
  const Temporary dir;
  write_file(dir / "file", "");
  CHECK_THROWS_WITH_AS(Store(dir / "file/out", Visibility::at_once), doctest::Contains("file/out"),
                       std::system_error);
  CHECK_THROWS_AS(Store(dir / "file", Visibility::at_once), std::system_error);
}

TEST_CASE("staged content gets its name in a new store, and in one that is there") {
  const Temporary dir;
  const Digest digest = sha512(as_bytes("content"));
  const std::string path = content_path(digest, Executable::yes);
  for (const auto visibility : {Visibility::at_the_end, Visibility::at_once}) {
    const std::string out = dir / (visibility == Visibility::at_once ? "seen" : "new");
    Store store(out, visibility);
    const auto stage = [&] { return store.stage_content(Executable::yes, as_bytes("content")); };
    CHECK(stage().file.size() == 7);  // and is dropped
    CHECK(store.put_staged(digest, stage()) == Put::written);
    CHECK(store.put_staged(digest, stage()) == Put::existed);
    store.publish();
    CHECK(read_file(out + "/v10/" + path) == "content");
    CHECK(mode_of(out + "/v10/" + path) == 0755);
    CHECK(tree(out).size() == 1);
    CHECK(entries_in(out) == 1);
  }
}
