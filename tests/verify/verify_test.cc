#include "cafs/verify/verify.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "cafs/base/error.h"
#include "tests/support/sample_store.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

namespace {

struct Fixture {
  Temporary dir;
  Workers workers{2};
  Progress progress;
  std::string index = add_package(dir / "s", "a@1", {{"a.js", "aaa"}, {"bin", "run", true}});

  VerifyReport report() { return verify(dir / "s", workers, progress); }
  std::string at(const std::string& path) const { return dir / "s/v10/" + path; }

  /// Checks that this is the only damage that is found.
  void finds(const std::string& damage) {
    const VerifyReport found = report();
    REQUIRE(found.damages.size() == 1);
    CHECK(found.damages[0] == damage);
  }
};

const std::string kPlain = path_of_content("aaa");
const std::string kExecutable = path_of_content("run", true);

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a good store has no damages") {
  const VerifyReport found = report();
  CHECK(found.packages == 1);
  CHECK(found.files == 2);
  CHECK(found.bytes == 6);
  CHECK(found.damages.empty());
  CHECK(found.unreferenced.empty());
}

TEST_CASE_FIXTURE(Fixture, "changed content is found") {
  write_file(at(kPlain), "aab");
  finds(kPlain + ": its content is not what its name says");
}

TEST_CASE_FIXTURE(Fixture, "a missing file is found by the index that names it") {
  fs::remove(at(kPlain));
  finds(index + ": \"a.js\" is missing: " + kPlain);
}

TEST_CASE_FIXTURE(Fixture, "a file under the name of the other kind is missing and unreferenced") {
  fs::rename(at(kPlain), at(kPlain + "-exec"));
  ::chmod(at(kPlain + "-exec").c_str(), 0755);
  const VerifyReport found = report();
  CHECK(found.damages.size() == 1);
  CHECK(found.unreferenced == std::vector<std::string>{kPlain + "-exec"});
}

TEST_CASE_FIXTURE(Fixture, "a mode that contradicts the name is found") {
  ::chmod(at(kPlain).c_str(), 0744);
  finds(kPlain + ": mode 744, but the name says not executable");
  ::chmod(at(kPlain).c_str(), 0444);
  CHECK(report().damages.empty());
  ::chmod(at(kExecutable).c_str(), 0744);
  finds(kExecutable + ": mode 744, but the name says executable");
}

TEST_CASE_FIXTURE(Fixture, "a size that an index has wrong is found") {
  std::string json = read_file(at(index));
  json.replace(json.find("\"size\":3"), 8, "\"size\":4");
  write_file(at(index), json);
  finds(index + ": \"a.js\" has 3 bytes, not 4: " + kPlain);
}

TEST_CASE_FIXTURE(Fixture,
                  "an index that cannot be read is found, and leaves its files unreferenced") {
  write_file(at(index), "{");
  const VerifyReport found = report();
  REQUIRE(found.damages.size() == 1);
  CHECK(found.damages[0].starts_with(index + ": not valid JSON"));
  CHECK(found.unreferenced.size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "what nothing refers to is named") {
  write_file(at("files/00x"), "");
  write_file(at(kPlain + "1234"), "left over");
  write_file(at(index + "1234"), "left over");
  const VerifyReport found = report();
  CHECK(found.damages.empty());
  CHECK(found.unreferenced.size() == 3);
}

TEST_CASE_FIXTURE(Fixture, "what is no file is found") {
  fs::remove(at(kPlain));
  fs::create_symlink("none", at(kPlain));
  CHECK(report().damages.size() == 2);  // the link, and the file that the index lacks
  fs::remove(at(kPlain));
  fs::create_directory(at(kPlain));
  CHECK(report().damages.size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "many files, and large ones, are all hashed") {
  std::vector<SampleFile> files;
  for (int i = 0; i < 6000; ++i)
    files.push_back({std::to_string(i), std::to_string(i), i % 2 == 0});
  files.push_back({"large", std::string(70 << 20, 'x')});
  add_package(dir / "s", "b@1", files);
  CHECK(report().damages.empty());
  CHECK(report().files == 6003);
  write_file(at(path_of_content("5999")), "5998");
  CHECK(report().damages.size() == 1);
}

TEST_CASE("where there is no store, that is the error") {
  const Temporary dir;
  Workers workers(1);
  Progress progress;
  CHECK_THROWS_AS(verify(dir.path(), workers, progress), Error);
}
