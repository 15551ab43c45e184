#include "cafs/hash/sha512_many.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "cafs/base/error.h"
#include "cafs/hash/sha512_lanes.h"

using namespace cafs;

namespace {

std::vector<const sha2::LaneKernel*> kernels() {
  std::vector<const sha2::LaneKernel*> all{nullptr};
  for (const sha2::LaneKernel& kernel : sha2::usable_kernels()) all.push_back(&kernel);
  return all;
}

/// Reads from memory.
class TextReader : public MessageReader {
 public:
  explicit TextReader(const std::string& text) : rest_(as_bytes(text)) {}
  void read(std::span<std::byte> part) override {
    REQUIRE(part.size() <= rest_.size());
    std::copy_n(rest_.begin(), part.size(), part.begin());
    rest_ = rest_.subspan(part.size());
  }

 private:
  ByteView rest_;
};

/// Some messages are in memory, some are read.
Message message_of(const std::string& text, std::size_t i) {
  if (i % 3 == 0) return {.bytes = as_bytes(text), .number = i};
  return {.bytes = {},
          .number = i,
          .reader = std::make_shared<TextReader>(text),
          .unread = text.size()};
}

/// Every kernel must give OpenSSL's digests.
void check(const std::vector<std::string>& texts) {
  for (const sha2::LaneKernel* const kernel : kernels()) {
    std::vector<Digest> digests(texts.size());
    std::size_t given = 0;
    const NextMessage next = [&]() -> std::optional<Message> {
      if (given == texts.size()) return std::nullopt;
      const std::size_t i = given++;
      return message_of(texts[i], i);
    };
    const TakeDigest take = [&](std::uint64_t i, const Digest& digest) { digests[i] = digest; };
    sha512_many(next, take, {}, kernel);
    const std::string name = kernel ? kernel->name : "none";
    CAPTURE(name);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      CAPTURE(texts[i].size());
      CHECK(digests[i] == sha512(as_bytes(texts[i])));
    }
  }
}

std::string random_text(std::mt19937& random, std::size_t size) {
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

}  // namespace

TEST_CASE("every number of messages fills the lanes well or badly, with the same digests") {
  std::mt19937 random(1);
  for (std::size_t count = 0; count <= 20; ++count) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) texts.push_back(random_text(random, 300 + 37 * i));
    check(texts);
  }
}

TEST_CASE("every length around the ends of blocks is hashed right") {
  std::mt19937 random(2);
  std::vector<std::string> texts;
  for (std::size_t size = 0; size <= 400; ++size) texts.push_back(random_text(random, size));
  check(texts);
}

TEST_CASE("the last two messages end right, whatever part of them is left") {
  std::mt19937 random(4);
  const std::vector<std::size_t> sizes{0, 100, 120, 128, 200, 250, 256, 1000, 1020};
  for (const std::size_t a : sizes) {
    for (const std::size_t b : sizes) {
      for (const std::size_t c : sizes) {
        check({random_text(random, a), random_text(random, b), random_text(random, c)});
      }
    }
  }
}

TEST_CASE("messages of very different lengths are hashed right") {
  std::mt19937 random(3);
  for (int round = 0; round < 30; ++round) {
    std::vector<std::string> texts;
    for (unsigned i = 0; i < 1 + random() % 30; ++i) {
      texts.push_back(random_text(random, random() % (std::size_t{1} << (random() % 15))));
    }
    check(texts);
  }
}

TEST_CASE("messages that come late are hashed beside those in work") {
  std::mt19937 random(5);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 12; ++i) texts.push_back(random_text(random, i * 40'000 % 310'007));
  for (const sha2::LaneKernel* const kernel : kernels()) {
    std::vector<Digest> digests(texts.size());
    std::size_t given = 0;
    std::size_t asked = 0;
    // Every other time there is none at present; but there is when nothing is in work.
    std::size_t in_work = 0;
    const NextMessage next = [&]() -> std::optional<Message> {
      if (given == texts.size() || (in_work > 0 && ++asked % 2 == 0)) return std::nullopt;
      ++in_work;
      const std::size_t i = given++;
      return message_of(texts[i], i);
    };
    sha512_many(
        next,
        [&](std::uint64_t i, const Digest& digest) {
          digests[i] = digest;
          --in_work;
        },
        {}, kernel);
    for (std::size_t i = 0; i < texts.size(); ++i) CHECK(digests[i] == sha512(as_bytes(texts[i])));
  }
}

TEST_CASE("messages that are put back, at any moment and more than once, are hashed right") {
  std::mt19937 random(6);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 40; ++i) texts.push_back(random_text(random, random() % 400'000));
  for (const sha2::LaneKernel* const kernel : kernels()) {
    std::vector<Digest> digests(texts.size());
    std::vector<Message> waiting;
    for (std::size_t i = 0; i < texts.size(); ++i) waiting.push_back(message_of(texts[i], i));
    std::size_t times_put_back = 0;
    const NextMessage next = [&]() -> std::optional<Message> {
      if (waiting.empty() || random() % 2 == 0) return std::nullopt;
      std::swap(waiting.back(), waiting[random() % waiting.size()]);
      Message message = std::move(waiting.back());
      waiting.pop_back();
      return message;
    };
    const PutBack put_back{.wanted = [&] { return random() % 4 != 0; },
                           .take =
                               [&](Message message) {
                                 waiting.push_back(std::move(message));
                                 ++times_put_back;
                               }};
    const TakeDigest take = [&](std::uint64_t i, const Digest& digest) { digests[i] = digest; };
    do {
      sha512_many(next, take, put_back, kernel);
    } while (!waiting.empty());
    if (kernel) CHECK(times_put_back > 20);  // alone it is never asked for another
    for (std::size_t i = 0; i < texts.size(); ++i) CHECK(digests[i] == sha512(as_bytes(texts[i])));
  }
}

TEST_CASE("the machine's own choice is one of the kernels") {
  const std::string text(1000, 'x');
  std::vector<Digest> digests(5);
  std::size_t given = 0;
  const NextMessage next = [&]() -> std::optional<Message> {
    return given < 5 ? std::optional(Message{as_bytes(text), given++}) : std::nullopt;
  };
  sha512_many(next, [&](std::uint64_t i, const Digest& digest) { digests[i] = digest; });
  for (const Digest& digest : digests) CHECK(digest == sha512(as_bytes(text)));
}

TEST_CASE("what hashes may be named") {
  const auto usable = sha2::usable_kernels();
  CHECK(sha2::kernel_named("none") == nullptr);
  CHECK(sha2::kernel_named("") == (usable.empty() ? nullptr : &usable.front()));
  for (const sha2::LaneKernel& kernel : usable) CHECK(sha2::kernel_named(kernel.name) == &kernel);
  CHECK_THROWS_WITH_AS(sha2::kernel_named("mmx"), doctest::Contains("none, and not \"mmx\""),
                       Error);
}
