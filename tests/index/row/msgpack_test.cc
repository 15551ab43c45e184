#include "cafs/index/row/msgpack.h"

#include <doctest/doctest.h>

#include <cmath>

#include "cafs/base/error.h"
#include "cafs/index/row/msg_value.h"

using namespace cafs;
using namespace std::string_literals;

namespace {

std::string written(double number) {
  MsgWriter out;
  out.number(number);
  return out.take();
}

std::string written(std::string_view text) {
  MsgWriter out;
  out.text(text);
  return out.take();
}

std::string surrogate_after(std::size_t letters) {
  return std::string(letters, 'a') + "\xed\xa0\x80";
}

}  // namespace

TEST_CASE("integers of 32 bits are written as such, never as one of the 64 slots") {
  struct {
    double number;
    std::string bytes;
  } const cases[] = {{0, "\0"s},
                     {-0.0, "\0"s},
                     {63, "\x3f"},
                     {64, "\xcc\x40"},
                     {255, "\xcc\xff"},
                     {256, "\xcd\x01\0"s},
                     {65536, "\xce\0\x01\0\0"s},
                     {4294967295, "\xce\xff\xff\xff\xff"},
                     {-1, "\xff"},
                     {-32, "\xe0"},
                     {-33, "\xd0\xdf"},
                     {-129, "\xd1\xff\x7f"},
                     {-32769, "\xd2\xff\xff\x7f\xff"},
                     {-2147483648.0, "\xd2\x80\0\0\0"s}};
  for (const auto& c : cases) {
    CAPTURE(c.number);
    CHECK(written(c.number) == c.bytes);
  }
}

TEST_CASE("all other numbers are floats of 64 bits") {
  CHECK(written(4294967296) == "\xcb\x41\xf0\0\0\0\0\0\0"s);
  CHECK(written(-2147483649.0) == "\xcb\xc1\xe0\0\0\0\x20\0\0"s);
  CHECK(written(1.5) == "\xcb\x3f\xf8\0\0\0\0\0\0"s);
  CHECK(written(-std::nan("")) == "\xcb\x7f\xf8\0\0\0\0\0\0"s);
}

TEST_CASE("texts have the shortest head for their bytes") {
  CHECK(written("a") ==
        "\xa1"
        "a");
  CHECK(written(std::string(31, 'a')).starts_with("\xbf"));
  CHECK(written(std::string(32, 'a')).starts_with("\xd9\x20"));
  CHECK(written(std::string(256, 'a')).starts_with("\xda\x01\0"s));
  CHECK(written(std::string(65536, 'a')).starts_with("\xdb\0\x01\0\0"s));
}

TEST_CASE("lone surrogates stay in texts of less than 64 UTF-16 code units") {
  CHECK(written(surrogate_after(62)).ends_with("\xed\xa0\x80"));
  CHECK(written(surrogate_after(63)).ends_with("\xef\xbf\xbd"));
}

TEST_CASE("a record's keys are written once, and then its slot") {
  MsgWriter out;
  out.record({"a"});
  out.record({"b", "a"});
  out.record({"a"});
  CHECK(out.take() ==
        "\xd4\x72\x40\x91\xa1"
        "a\xd4\x72\x41\x92\xa1"
        "b\xa1"
        "a\x40");
}

TEST_CASE("a 65th kind of record takes the slot of the oldest") {
  MsgWriter out;
  for (int i = 0; i < 65; ++i) out.record({std::to_string(i)});
  out.record({"1"});
  out.record({"0"});
  CHECK(
      out.take().ends_with("\xd4\x72\x40\x91\xa2"
                           "64\x41\xd4\x72\x41\x91\xa1"
                           "0"));
}

TEST_CASE("what is written is read") {
  for (const std::string& bytes : {"\xc0"s, "\xc2"s, "\xc3"s, "\xd4\0\0"s, "\x3f"s, "\xcc\x40"s,
                                   "\xe0"s, "\xd0\xdf"s, "\xcb\x3f\xf8\0\0\0\0\0\0"s,
                                   "\xa1"
                                   "a"s,
                                   "\x92\x01\x02"s,
                                   "\x81\xa1"
                                   "a\x01"s,
                                   "\x92\xd4\x72\x40\x91\xa1"
                                   "a\x01\x40\x02"s,
                                   "\xd4\x72\x40\x90"s}) {
    CAPTURE(bytes);
    CHECK(encode_msg(decode_msg(bytes)) == bytes);
  }
  CHECK(encode_msg(decode_msg("\xcf\0\0\0\0\0\0\0\x07"s)) == "\x07");
  CHECK(encode_msg(decode_msg("\xca\x3f\xc0\0\0"s)) == "\xcb\x3f\xf8\0\0\0\0\0\0"s);
}

TEST_CASE("what no pnpm writes is an error") {
  for (const std::string& bytes :
       {""s, "\x40"s, "\xc1"s, "\xc4\x01\x01"s, "\xc7\0\0"s, "\xd4\x01\x01"s, "\xd4\x72\x3f\x90"s,
        "\xd4\x72\x40\x01"s, "\xd4\x72\x40\x91\x01\x01"s, "\xd4\x72\x40\xd4\x72\x40\x90"s,
        "\x81\x01\x01"s, "\x01\x01"s,
        "\x82\xa1"
        "a\x01\xa1"
        "a\x01"s,
        "\xd4\x72\x40\x92\xa1"
        "a\xa1"
        "a\x01\x01"s}) {
    CAPTURE(bytes);
    CHECK_THROWS_AS(decode_msg(bytes), Error);
  }
}

TEST_CASE("what is cut off, or claims more than there is, is an error") {
  const std::string bytes =
      "\x92\xd4\x72\x40\x91\xa1"
      "a\xcd\x01\x01\x81\xa1"
      "b\xd9\x01"
      "c"s;
  CHECK_NOTHROW(decode_msg(bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_THROWS_AS(decode_msg(std::string_view(bytes).substr(0, size)), Error);
  }
  CHECK_THROWS_AS(decode_msg("\xdd\xff\xff\xff\xff"), Error);
  CHECK_THROWS_AS(decode_msg("\xdf\xff\xff\xff\xff"), Error);
  CHECK_THROWS_AS(decode_msg("\xdb\xff\xff\xff\xff"), Error);
}

TEST_CASE("nesting has a limit") {
  CHECK_NOTHROW(decode_msg(std::string(1000, '\x91') + "\x01"));
  CHECK_THROWS_WITH_AS(decode_msg(std::string(100'000, '\x91') + "\x01"),
                       doctest::Contains("nested deeper"), Error);
  MsgReader reader("\x91\x91\x91\x01");
  CHECK_NOTHROW(reader.skip());
  CHECK(reader.at_end());
}
