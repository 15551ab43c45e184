#include "cafs/base/bytes.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace cafs;

TEST_CASE("growing a buffer keeps its content") {
  ByteBuffer buffer;
  buffer.append(as_bytes("abc"));
  buffer.reserve(1 << 20);
  buffer.append(as_bytes("def"));
  CHECK(as_text(buffer.view()) == "abcdef");
}

TEST_CASE("appending nothing to an empty buffer is nothing") {
  ByteBuffer buffer;
  buffer.append({});
  CHECK(buffer.view().empty());
}

TEST_CASE("what is forgotten is nothing beside a part") {
  ByteBuffer buffer;
  const std::string content(16 << 20, 'x');
  buffer.append(as_bytes(content));
  const std::size_t begin = (1 << 20) + 5;
  const std::size_t size = 8 << 20;
  buffer.forget(buffer.view().subspan(begin, size));
  buffer.forget(buffer.view().subspan(begin, size));
  ByteBuffer another;
  another.append(as_bytes(std::string(8 << 20, 'y')));
  const std::string_view now = as_text(buffer.view());
  CHECK(now.substr(0, begin) == std::string_view(content).substr(0, begin));
  CHECK(now.substr(begin + size) == std::string_view(content).substr(begin + size));
}

TEST_CASE("a buffer that was moved keeps its content") {
  ByteBuffer buffer;
  buffer.append(as_bytes(std::string(4 << 20, 'x')));
  ByteBuffer moved(std::move(buffer));
  buffer = ByteBuffer();
  buffer.append(as_bytes("abc"));
  CHECK(as_text(moved.view()) == std::string(4 << 20, 'x'));
  CHECK(as_text(buffer.view()) == "abc");
}

TEST_CASE("a small buffer forgets nothing") {
  ByteBuffer buffer;
  buffer.append(as_bytes("abc"));
  buffer.forget(buffer.view());
  CHECK(as_text(buffer.view()) == "abc");
}
