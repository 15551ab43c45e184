#include "cafs/add/addition.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"
#include "tests/support/tar_builder.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

struct Fixture {
  Temporary dir;
  std::string bytes = simple_tarball(R"({"name":"a","version":"1.0.0"})");
  Request request{.tarball = dir / "a.tgz"};
  AddOptions options;
  Workers workers{1};
  Progress progress;
  AddRun run{options, workers, progress};
  AddSeconds seconds;

  Fixture() { write_file(request.tarball, bytes); }

  /// The bytes of the tarball that are to be hashed; empty for none.
  std::string to_hash() {
    Addition addition(0, request, run, StoreVersion::v10);
    addition.open(seconds);
    const auto message = addition.tarball_message();
    return message ? std::string(as_text(message->bytes)) : "";
  }

  static void hash_all_of(Addition& addition, const std::optional<Message>& tarball) {
    if (tarball) addition.take(tarball->number, sha512(tarball->bytes));
    for (const Message& message : addition.entry_messages()) {
      if (!message.reader) addition.take(message.number, sha512(message.bytes));
    }
  }

  /// The outcome of the addition to a store that is never published.
  Outcome add(std::uint64_t limit = 1 << 20) {
    Store store(dir / "discarded", Visibility::at_the_end);
    Addition addition(0, request, run, StoreVersion::v10);
    addition.open(seconds);
    const auto message = addition.tarball_message();
    addition.unpack(limit, seconds);
    hash_all_of(addition, message);
    addition.check();
    addition.make_indexes(store);
    return addition.finish(store);
  }
};

const Integrity kWrong = Integrity::parse("sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");

}  // namespace

TEST_CASE_FIXTURE(Fixture,
                  "the SHA-512 of a tarball is wanted to name it, or to check it, and else not") {
  CHECK(to_hash() == bytes);
  request.integrity = Integrity::of(as_bytes(bytes));
  CHECK(to_hash() == bytes);
  options.trust = Trust::trusted;
  CHECK(to_hash().empty());
  options.trust = Trust::check;
  request.trust = Trust::trusted;
  CHECK(to_hash().empty());
}

TEST_CASE_FIXTURE(Fixture, "an integrity by another hash function is checked by that") {
  request.integrity = kWrong;
  CHECK(add().failure == Failure::integrity_mismatch);
  request.integrity =
      Integrity::parse("sha1-" + hash(HashAlgorithm::sha1, as_bytes(bytes)).base64());
  CHECK(add().added());
  CHECK(to_hash().empty());
}

TEST_CASE_FIXTURE(Fixture,
                  "what is not what was promised is a mismatch, whatever else is wrong with it") {
  write_file(request.tarball, "no tarball");
  for (const Integrity& wrong : {kWrong, Integrity::of({})}) {
    request.integrity = wrong;
    CHECK(add().failure == Failure::integrity_mismatch);
  }
  request.integrity = Integrity::of(as_bytes("no tarball"));
  CHECK(add().error.find("gzip") != std::string::npos);
  write_file(request.tarball, bytes);
  request.integrity = Integrity::of({});
  CHECK(add(10).failure == Failure::integrity_mismatch);
  request.integrity = {};
  CHECK(add(10).failure == Failure::over_limit);
}

TEST_CASE_FIXTURE(Fixture, "an id that fits no file name is found before anything is written") {
  request.id = PackageId::parse("a@" + std::string(200, '1'));
  CHECK(add().error.find("too long") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "large entries wait in files, the others in memory") {
  const std::string large(2 << 20, 'x');
  write_file(request.tarball, gzipped(tar_member({.name = "p/large", .content = large}) +
                                      tar_member({.name = "p/small", .content = "s"}) + tar_end()));
  request.id = PackageId::parse("a@1.0.0");
  Store store(dir / "out", Visibility::at_the_end);
  Addition addition(7, request, run, StoreVersion::v10);
  addition.open(seconds);
  const auto tarball = addition.tarball_message();
  REQUIRE(tarball);
  CHECK(Addition::addition_of(tarball->number) == 7);
  addition.unpack(4 << 20, seconds);
  CHECK(addition.stage(store, large.size(), seconds) == large.size());
  const std::vector<Message> messages = addition.entry_messages();
  REQUIRE(messages.size() == 2);
  REQUIRE(messages[0].reader);
  CHECK(messages[0].unread == large.size());
  CHECK_FALSE(messages[1].reader);
  const std::vector<Digest> digests{sha512(as_bytes(large)), sha512(as_bytes("s"))};
  for (std::size_t i = 0; i < 2; ++i) addition.take(messages[i].number, digests[i]);
  addition.take(tarball->number, sha512(tarball->bytes));
  addition.check();
  addition.make_indexes(store);
  for (std::size_t i = 0; i < 2; ++i) addition.place(store, i);
  CHECK(addition.finish(store).bytes == large.size() + 1);
  CHECK(progress.parts == 2);
  store.publish();
  CHECK(read_file(dir / "out/v10/" + content_path(digests[0], Executable::no)) == large);
}
