#include "cafs/text/utf8.h"

#include <doctest/doctest.h>

using namespace cafs;

#define R_ "\xef\xbf\xbd"

TEST_CASE("one U+FFFD replaces each maximal invalid part") {
  struct {
    std::string_view bytes, text;
  } const cases[] = {
      {"ascii", "ascii"},
      {"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"},
      {"\xed\xa0\x80", R_ R_ R_},
      {"\xf0\x9f\x92", R_},
      {"\xf0\x9f\x92x", R_ "x"},
      {"\xc0\xaf", R_ R_},
      {"\xe0\x80\x80", R_ R_ R_},
      {"\xf4\x90\x80\x80", R_ R_ R_ R_},
      {"\xf5", R_},
      {"\x80", R_},
      {"a\xc3", "a" R_},
      {"\xe2\x82\xe2\x82\xac", R_ "\xe2\x82\xac"},
      {"", ""},
  };
  for (const auto& c : cases) CHECK(repair_utf8(c.bytes) == c.text);
}

TEST_CASE("code points are written in one to four bytes") {
  std::string text;
  for (const char32_t c : {U'A', U'\u00e9', U'\u20ac', U'\U0001f600'}) append_code_point(text, c);
  CHECK(text == "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
  text.clear();
  append_code_point(text, 0xD800);
  CHECK(text == "\xed\xa0\x80");
}

TEST_CASE("a prefix by UTF-16 code units ends between characters") {
  CHECK(utf16_prefix("abc", 2) == 2);
  CHECK(utf16_prefix("abc", 5) == 3);
  CHECK(utf16_prefix("\u00fcb", 1) == 2);
  CHECK(utf16_prefix("a\U0001F600b", 2) == 1);
  CHECK(utf16_prefix("a\U0001F600b", 3) == 5);
  CHECK(utf16_prefix("", 1) == 0);
}
