#include "cafs/text/json.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "cafs/base/error.h"

using namespace cafs;
using namespace std::string_literals;

namespace {

/// JSON.stringify(JSON.parse(text))
std::string round_trip(std::string_view text) {
  std::string out;
  append_json(out, parse_json(text));
  return out;
}

}  // namespace

TEST_CASE("any JSON value may stand at the top") {
  for (const std::string_view text :
       {"null", "true", "false", "0", "\"a\"", "[]", "{}", "[1,[2]]"}) {
    CHECK(round_trip(text) == text);
  }
  CHECK(round_trip(" \t\r\n{ \"a\" : [ 1 , 2 ] }\n") == R"({"a":[1,2]})");
}

TEST_CASE("numbers become doubles, of whatever size") {
  CHECK(round_trip("1.0") == "1");
  CHECK(round_trip("-0") == "0");
  CHECK(round_trip("1E2") == "100");
  CHECK(round_trip("1e400") == "null");
  CHECK(round_trip("1e-400") == "0");
  CHECK(round_trip("123456789012345678901234567890") == "1.2345678901234568e+29");
}

TEST_CASE("object members stand in JavaScript's order, the last of several values counts") {
  CHECK(round_trip(R"({"b":1,"10":2,"a":3,"2":4})") == R"({"2":4,"10":2,"b":1,"a":3})");
  CHECK(round_trip(R"({"a":1,"b":2,"a":3})") == R"({"a":3,"b":2})");
  CHECK(round_trip(R"({"01":1,"4294967295":2,"4294967294":3,"-1":4})") ==
        R"({"4294967294":3,"01":1,"4294967295":2,"-1":4})");
  CHECK(round_trip(R"({"__proto__":{"a":1}})") == R"({"__proto__":{"a":1}})");
  CHECK(round_trip(R"({"b":1,"a":2,"c":3,"b":4})") == R"({"b":4,"a":2,"c":3})");
}

TEST_CASE("objects of many members, in whatever order they are written, are likewise") {
  const auto object = [](int first, int step) {
    std::string text;
    for (int i = 0, n = first; i < 100; ++i, n += step)
      text += fmt::format(R"({}"k{:03}":{})", i == 0 ? '{' : ',', n, n);
    return text;
  };
  CHECK(round_trip(object(0, 1) + "}") == object(0, 1) + "}");
  CHECK(round_trip(object(99, -1) + "}") == object(99, -1) + "}");
  CHECK(round_trip(object(1, 1) + R"(,"k001":0})").starts_with(R"({"k001":0,"k002":2,)"));
  CHECK(round_trip(object(1, 1) + R"(,"7":0})").starts_with(R"({"7":0,"k001":1,)"));
}

TEST_CASE("escapes are read, and written as JSON.stringify writes them") {
  CHECK(round_trip(R"("\u0041\/\b\f\n\r\t\"\\")") == R"("A/\b\f\n\r\t\"\\")");
  CHECK(round_trip(R"("\u0001\u001f\u007f")") == "\"\\u0001\\u001f\x7f\"");
  CHECK(round_trip(R"("\ud83d\ude00")") == "\"\xf0\x9f\x98\x80\"");
  CHECK(round_trip(R"("\uD800")") == R"("\ud800")");
  CHECK(round_trip(R"("\udc00\ud800x\ud800\u0041")") == R"("\udc00\ud800x\ud800A")");
  CHECK(round_trip("\"\xe2\x80\xa8\"") == "\"\xe2\x80\xa8\"");
  CHECK(round_trip("{\"\\u0061\":1}") == R"({"a":1})");
}

TEST_CASE("what JSON.parse refuses is refused") {
  for (const std::string& text : {""s,
                                  " "s,
                                  "{"s,
                                  "["s,
                                  "[1"s,
                                  "{\"a\":1"s,
                                  "{\"a\"}"s,
                                  "{\"a\":}"s,
                                  "{a:1}"s,
                                  "{\"a\":1,}"s,
                                  "[1,]"s,
                                  "[,1]"s,
                                  "[1 2]"s,
                                  "[1]]"s,
                                  "1 2"s,
                                  "1,2"s,
                                  "[1],[2]"s,
                                  "1]"s,
                                  "]["s,
                                  "{}{}"s,
                                  "[\"a\":1]"s,
                                  "{\"a\",1}"s,
                                  "{1:2}"s,
                                  "01"s,
                                  "1."s,
                                  ".5"s,
                                  "+1"s,
                                  "-"s,
                                  "1e"s,
                                  "1e+"s,
                                  "0x1"s,
                                  "NaN"s,
                                  "Infinity"s,
                                  "nul"s,
                                  "nulll"s,
                                  "True"s,
                                  "'a'"s,
                                  "\"a"s,
                                  "\"\\x41\""s,
                                  "\"\\u12\""s,
                                  "\"\\u12G4\""s,
                                  "\"\n\""s,
                                  "\"\t\""s,
                                  "// c\n1"s,
                                  "1 /* c */"s,
                                  "\xef\xbb\xbf"
                                  "1"s,
                                  "1\0"s,
                                  "\v1"s,
                                  "\xc2\xa0"
                                  "1"s,
                                  "\"a\"\"b\""s,
                                  "[\"a\" \"b\"]"s,
                                  "{\"a\":1 \"b\":2}"s,
                                  "true false"s,
                                  "[true:1]"s,
                                  "{\"a\":\"b\":\"c\"}"s,
                                  ","s,
                                  ":"s,
                                  "[:]"s,
                                  "{:}"s,
                                  "{,}"s}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_json(text), Error);
  }
}

TEST_CASE("nesting is limited, and the limit is an error") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  CHECK(round_trip(nested(1000)) == nested(1000));
  CHECK_THROWS_WITH_AS(parse_json(nested(1002)), "not valid JSON: nested deeper than 1000", Error);
  CHECK_THROWS_AS(parse_json(std::string(1000000, '[')), Error);
}

TEST_CASE("truth is JavaScript's") {
  for (const char* const text : {"true", "1", "-1", "\"0\"", "[]", "{}"})
    CHECK(parse_json(text).truthy());
  for (const char* const text : {"false", "0", "-0", "\"\"", "null"})
    CHECK_FALSE(parse_json(text).truthy());
}

TEST_CASE("a member is found in an object only") {
  const JsonValue object = parse_json(R"({"a":"x"})");
  REQUIRE(object.find("a"));
  CHECK(*object.find("a")->string() == "x");
  CHECK(object.find("b") == nullptr);
  CHECK(parse_json("[\"a\"]").find("a") == nullptr);
  CHECK(parse_json("1").string() == nullptr);
}
