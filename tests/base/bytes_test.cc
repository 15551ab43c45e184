#include "cafs/base/bytes.h"

#include <doctest/doctest.h>

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

TEST_CASE("what is forgotten are the whole pages of a part, and nothing beside it") {
  ByteBuffer buffer;
  const std::string content(4 << 20, 'x');
  buffer.append(as_bytes(content));
  const std::size_t begin = (1 << 20) + 5;
  const std::size_t size = 1 << 20;
  buffer.forget(buffer.view().subspan(begin, size));
  const std::string_view now = as_text(buffer.view());
  CHECK(now.substr(0, begin) == std::string_view(content).substr(0, begin));
  CHECK(now.substr(begin + size) == std::string_view(content).substr(begin + size));
  ByteBuffer other;
  other.reserve(size / 2);
  const bool has_its_memory =
      buffer.data() < other.data() && other.data() < buffer.data() + buffer.size();
  CHECK(has_its_memory);
}

TEST_CASE("a buffer that was moved is empty, and can be filled again") {
  ByteBuffer buffer;
  buffer.append(as_bytes("abc"));
  const ByteBuffer other = std::move(buffer);
  CHECK(as_text(other.view()) == "abc");
  buffer.append(as_bytes("def"));
  CHECK(as_text(buffer.view()) == "def");
}

TEST_CASE("a small buffer forgets nothing") {
  ByteBuffer buffer;
  buffer.append(as_bytes("abc"));
  buffer.forget(buffer.view());
  CHECK(as_text(buffer.view()) == "abc");
}
