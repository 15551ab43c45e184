#include "cafs/bytes.h"

#include <doctest/doctest.h>

using namespace cafs;

TEST_CASE("growing a buffer keeps its content") {
  ByteBuffer buffer;
  buffer.append(as_bytes("abc"));
  buffer.reserve(1 << 20);
  buffer.append(as_bytes("def"));
  CHECK(as_text(buffer.view()) == "abcdef");
}

TEST_CASE("a reset buffer keeps a small piece of memory and gives a large one back") {
  ByteBuffer buffer;
  buffer.append(as_bytes("abc"));
  buffer.reset(1024);
  CHECK(buffer.size() == 0);
  CHECK(buffer.capacity() > 0);
  buffer.reserve(4096);
  buffer.reset(1024);
  CHECK(buffer.capacity() == 0);
}

TEST_CASE("appending nothing to an empty buffer is nothing") {
  ByteBuffer buffer;
  buffer.append({});
  CHECK(buffer.view().empty());
}
