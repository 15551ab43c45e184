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

TEST_CASE("appending nothing to an empty buffer is nothing") {
  ByteBuffer buffer;
  buffer.append({});
  CHECK(buffer.view().empty());
}
