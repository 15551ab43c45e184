#include "cafs/text/base64.h"

#include <doctest/doctest.h>

using namespace cafs;

TEST_CASE("base64 has the test vectors of RFC 4648") {
  struct {
    std::string_view bytes, text;
  } const cases[] = {{"f", "Zg=="},        {"fo", "Zm8="},        {"foo", "Zm9v"},
                     {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& c : cases) {
    CAPTURE(c.bytes);
    CHECK(to_base64(as_bytes(c.bytes)) == c.text);
    const auto bytes = from_base64(c.text);
    REQUIRE(bytes);
    CHECK(as_text(*bytes) == c.bytes);
  }
  CHECK(to_base64({}).empty());
}

TEST_CASE("base64 that its writer would not write is refused") {
  for (const std::string_view text : {"", "Zg", "Zg=", "Zh==", "Zm9v\n", " Zm9v",
                                      "Z===", "====", "Zm9v=", "Zm-v", "Zm_v", "Zg==Zg=="}) {
    CAPTURE(text);
    CHECK_FALSE(from_base64(text));
  }
}
