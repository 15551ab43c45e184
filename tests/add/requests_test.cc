#include "cafs/add/add.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <random>

#include "cafs/add/assembly_line.h"
#include "tests/support/tar_builder.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

struct Fixture {
  Temporary dir;
  std::vector<Request> requests;
  std::vector<std::string> reports;

  void request(const std::string& name, const std::optional<std::string>& integrity = {}) {
    const std::string path = dir / (name + ".tgz");
    write_file(path, simple_tarball(R"({"name":")" + name + R"(","version":"1"})"));
    requests.push_back(make_request(path, std::nullopt, integrity));
  }

  void run(Visibility visibility, unsigned jobs = 2) {
    Store store(dir / "out", visibility);
    Workers workers(jobs);
    const Report report = [&](const Request&, const Outcome& outcome) {
      const bool visible =
          !outcome.added() || std::filesystem::exists(dir / "out/v10/" + outcome.index);
      failures += outcome.failure == Failure::integrity_mismatch ? 1 : 0;
      reports.push_back(!visible ? "invisible" : outcome.added() ? outcome.id : "failed");
    };
    AddRun run{options, workers, progress};
    cafs::add(store, requests, visibility, run, report);
  }

  AddOptions options;
  Progress progress;
  int failures = 0;  // mismatches
};

}  // namespace

TEST_CASE_FIXTURE(Fixture,
                  "reports come in the order of the requests, and of packages that can be seen") {
  std::vector<std::string> expected;
  for (int i = 0; i < 50; ++i) {
    request("p" + std::to_string(i));
    expected.push_back("p" + std::to_string(i) + "@1");
  }
  for (const auto visibility : {Visibility::at_the_end, Visibility::at_once}) {
    reports.clear();
    run(visibility);
    CHECK(reports == expected);
  }
}

TEST_CASE_FIXTURE(Fixture, "one that fails does not stop the others") {
  request("a");
  requests.push_back(make_request(dir / "none.tgz", std::nullopt, std::nullopt));
  request("b", "sha512-nonsense");
  request("c");
  run(Visibility::at_the_end);
  CHECK(reports == std::vector<std::string>{"a@1", "failed", "failed", "c@1"});
}

TEST_CASE_FIXTURE(Fixture, "a store to which nothing was added does not appear") {
  requests.push_back(make_request(dir / "none.tgz", std::nullopt, std::nullopt));
  run(Visibility::at_the_end);
  CHECK(reports == std::vector<std::string>{"failed"});
  CHECK_FALSE(std::filesystem::exists(dir / "out"));
}

TEST_CASE_FIXTURE(Fixture, "the store does not depend on the number of threads") {
  for (int i = 0; i < 30; ++i) request("p" + std::to_string(i % 7));
  run(Visibility::at_the_end, 1);
  const auto one = tree(dir / "out");
  std::filesystem::remove_all(dir / "out");
  run(Visibility::at_the_end, 8);
  CHECK(tree(dir / "out") == one);
}

TEST_CASE_FIXTURE(Fixture,
                  "a tarball that is larger than it promises does not crowd out the others") {
  request("a");
  std::string bytes =
      gzipped(tar_member({.name = "p/package.json", .content = R"({"name":"big","version":"1"})"}) +
              tar_member({.name = "p/big", .content = std::string(5 << 20, 'b')}) + tar_end());
  bytes += gzipped("\0");  // now the last four bytes promise one byte
  write_file(dir / "big.tgz", bytes);
  requests.push_back(make_request(dir / "big.tgz", std::nullopt, std::nullopt));
  request("c");
  run(Visibility::at_the_end);
  CHECK(reports == std::vector<std::string>{"a@1", "big@1", "c@1"});
}

TEST_CASE_FIXTURE(Fixture, "what is over the limit beside others is not tried again") {
  options.max_unpacked = 600;
  request("a");
  request("b");
  const std::vector<const Request*> both{&requests[0], &requests[1]};
  Store store(dir / "out", Visibility::at_the_end);
  Workers workers(2);
  AddRun adding{options, workers, progress};
  std::vector<Outcome> outcomes(2);
  const TakeOutcome take = [&](std::size_t i, Outcome outcome) {
    outcomes[i] = std::move(outcome);
  };
  AssemblyLine(store, both, Order::as_fits, adding, take).run();
  for (const Outcome& outcome : outcomes) {
    CHECK(outcome.failure == Failure::failed);  // not over the limit for tarballs beside others
    CHECK(outcome.error == "unpacked size is over the limit of 600 bytes");
  }
}

TEST_CASE_FIXTURE(Fixture, "progress is told of each tarball, and of each file") {
  request("a");
  requests.push_back(make_request("none.tgz", "nonsense", std::nullopt));
  request("b");
  run(Visibility::at_the_end);
  CHECK(progress.unit.load() == std::string("tarballs"));
  CHECK(progress.done == 3);
  CHECK(progress.all == 3);
  CHECK(progress.parts == 4);
  CHECK(progress.bytes > 0);
  CHECK(progress.bytes <= progress.all_bytes);
}

namespace {

/// Bytes that no compressor makes smaller.
std::string noise(std::size_t size, unsigned seed) {
  std::mt19937_64 random(seed);
  std::string bytes(size, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  return bytes;
}

struct LargeFixture : Fixture {
  static constexpr std::size_t kLarge = 8 << 20;

  /// Requests a package with a large file. If `content` is noise, its tarball is large, too.
  void large_request(const std::string& name, const std::string& content,
                     const std::optional<std::string>& integrity = {}) {
    const std::string manifest = R"({"name":")" + name + R"(","version":"1"})";
    write_file(dir / name,
               gzipped(tar_member({.name = "p/package.json", .content = manifest}) +
                       tar_member({.name = "p/large", .content = content}) + tar_end()));
    requests.push_back(make_request(dir / name, std::nullopt, integrity));
  }

  /// The files of a store to which the requests are added one by one.
  std::map<std::string, std::string> one_by_one() {
    Store store(dir / "expected", Visibility::at_once);
    Workers workers(1);
    for (const Request& request : requests) {
      AddRun run{options, workers, progress};
      cafs::add(store, {request}, Visibility::at_once, run, [](const auto&...) {});
    }
    return tree(dir / "expected");
  }
};

}  // namespace

TEST_CASE_FIXTURE(LargeFixture, "large entries and tarballs come to the same as each by itself") {
  for (int i = 0; i < 10; ++i) {
    const auto letter = static_cast<char>('a' + i / 2);  // some have the same content
    large_request("large" + std::to_string(i), std::string(kLarge + 1, letter));
    request("small" + std::to_string(i));
  }
  for (unsigned i = 0; i < 2; ++i) large_request("noise" + std::to_string(i), noise(kLarge, i));
  const auto expected = one_by_one();
  for (const unsigned jobs : {1u, 3u}) {
    const bool exists = jobs == 3;
    std::filesystem::remove_all(dir / "out");
    if (exists) Store(dir / "out", Visibility::at_once);
    run(Visibility::at_the_end, jobs);
    CHECK(tree(dir / "out") == expected);
  }
}

TEST_CASE_FIXTURE(LargeFixture, "a large tarball that is not what was promised leaves nothing") {
  const Integrity wrong = Integrity::of({});
  large_request("good", std::string(kLarge, 'x'));
  large_request("noise", noise(kLarge, 1), wrong.text());
  large_request("bad", std::string(kLarge, 'y'), wrong.text());
  write_file(dir / "broken", noise(2 * kLarge, 2));
  requests.push_back(make_request(dir / "broken", std::nullopt, wrong.text()));
  run(Visibility::at_the_end);
  CHECK(reports == std::vector<std::string>{"good@1", "failed", "failed", "failed"});
  CHECK(failures == 3);
  CHECK(tree(dir / "out").size() == 3);
}
