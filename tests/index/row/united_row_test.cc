#include "cafs/index/row/package_row.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"
#include "cafs/index/row/msg_value.h"
#include "cafs/index/row/row_contents.h"

using namespace cafs;

namespace {

using Members = std::vector<std::pair<std::string, MsgValue>>;

MsgValue object(MsgObject::Kind kind, const Members& members) {
  MsgObject result{.kind = kind, .keys = {}, .values = {}};
  MsgKeys keys;
  for (const auto& [key, value] : members) {
    keys.push_back(key);
    result.values.push_back(value);
  }
  result.keys = std::make_shared<const MsgKeys>(std::move(keys));
  return {std::move(result)};
}

MsgValue record(const Members& members) { return object(MsgObject::Kind::record, members); }
MsgValue map(const Members& members) { return object(MsgObject::Kind::map, members); }
MsgValue text(const std::string& text) { return {text}; }
MsgValue number(double value) { return {value}; }

MsgValue file(double size) {
  return record(
      {{"digest", text(std::string(128, 'a'))}, {"mode", number(0755)}, {"size", number(size)}});
}

MsgValue checked(double size) {
  return record({{"checkedAt", number(1.7e12)},
                 {"digest", text(std::string(128, 'a'))},
                 {"mode", number(0755)},
                 {"size", number(size)}});
}

std::string row(const MsgValue& files, const Members& more = {}) {
  Members members{{"requiresBuild", {false}},
                  {"manifest", {MsgValue::Undefined()}},
                  {"algo", text("sha512")},
                  {"files", files}};
  members.insert(members.end(), more.begin(), more.end());
  return encode_msg(record(members));
}

/// Side effects that add this file, `built`, on each platform.
MsgValue effects(const std::vector<std::string>& platforms, const MsgValue& added) {
  Members members;
  for (const std::string& platform : platforms) {
    members.emplace_back(platform, record({{"added", map({{"built", added}})}}));
  }
  return map(members);
}

const std::string kPlain = row(map({{"x", file(1)}}));

}  // namespace

TEST_CASE("what pnpm adds in use, order and undefined members do not make another row") {
  CHECK(same_row(kPlain, kPlain));
  CHECK(same_row(row(map({{"x", checked(1)}})), kPlain));
  CHECK(
      same_row(row(map({{"x", file(1)}}), {{"sideEffects", effects({"linux"}, file(2))}}), kPlain));
  CHECK(same_row(row(map({{"x", file(1)}}), {{"tarIntegrity", text("sha512-x")}}), kPlain));
  CHECK(same_row(row(map({{"x", file(1)}}),
                     {{"remoteSideEffectsQuarantine", map({{"channel", text("digest")}})}}),
                 kPlain));
  CHECK(same_row(row(map({{"x", file(1)}, {"y", file(2)}})),
                 row(map({{"y", file(2)}, {"x", file(1)}}))));
  CHECK(same_row(encode_msg(record({{"files", map({{"x", file(1)}})},
                                    {"algo", text("sha512")},
                                    {"requiresBuild", {false}}})),
                 kPlain));
}

TEST_CASE("anything else does") {
  for (const std::string& other :
       {row(map({{"x", file(2)}})), row(map({{"y", file(1)}})), row(map({})), std::string(),
        kPlain.substr(0, kPlain.size() - 1), kPlain + "\xc0",
        row(map({{"x", file(1)}}), {{"more", number(1)}}), row(record({{"x", file(1)}}))}) {
    CAPTURE(other);
    CHECK_FALSE(same_row(other, kPlain));
  }
}

TEST_CASE("checkedAt goes from the records of files and of side effects, and from nothing else") {
  const std::string more = row(map({{"checkedAt", checked(1)}, {"x", checked(1)}}),
                               {{"sideEffects", effects({"linux"}, checked(2))}});
  const std::string less = row(map({{"checkedAt", file(1)}, {"x", file(1)}}),
                               {{"sideEffects", effects({"linux"}, file(2))}});
  CHECK(row_without_checked_at(more) == less);
  CHECK(row_without_checked_at(less) == less);
  CHECK_THROWS_AS(row_without_checked_at(""), Error);
  CHECK_THROWS_AS(row_without_checked_at("\x80"), Error);
}

TEST_CASE("side effects of one package are united, whichever row comes first") {
  const std::string linux =
      row(map({{"x", checked(1)}}), {{"sideEffects", effects({"linux"}, checked(2))}});
  const std::string both =
      row(map({{"x", file(1)}}), {{"sideEffects", effects({"linux", "darwin"}, file(2))}});
  const std::string united =
      row(map({{"x", file(1)}}), {{"sideEffects", effects({"darwin", "linux"}, file(2))}});
  CHECK(unite_rows(linux, both) == united);
  CHECK(unite_rows(both, linux) == united);
  CHECK(unite_rows(united, united) == united);
  CHECK(unite_rows(kPlain, kPlain) == kPlain);
}

TEST_CASE("what is known of the tar stays") {
  const std::string known = row(map({{"x", file(1)}}), {{"tarIntegrity", text("sha512-x")}});
  CHECK(unite_rows(kPlain, known) == known);
  CHECK(unite_rows(known, kPlain) == known);
  const std::string other = row(map({{"x", file(1)}}), {{"tarIntegrity", text("sha512-y")}});
  CHECK_THROWS_WITH_AS(unite_rows(known, other), "different \"tarIntegrity\"", Error);
}

TEST_CASE("what is known of side effects that pnpm refused stays") {
  const std::string known = row(
      map({{"x", file(1)}}), {{"remoteSideEffectsQuarantine", map({{"channel", text("digest")}})}});
  CHECK(unite_rows(kPlain, known) == known);
  CHECK(unite_rows(known, kPlain) == known);
}

TEST_CASE("contradictions are errors") {
  const auto built = [](double size) {
    return row(map({{"x", file(1)}}), {{"sideEffects", effects({"linux"}, file(size))}});
  };
  CHECK_THROWS_WITH_AS(unite_rows(built(1), built(2)), "different side effects for \"linux\"",
                       Error);
  CHECK_THROWS_WITH_AS(unite_rows(kPlain, row(map({}))), "different contents", Error);
  CHECK_THROWS_AS(unite_rows(kPlain, ""), Error);
}

TEST_CASE("a row names the files of the package and those that builds added") {
  const std::string bytes =
      row(map({{"x", checked(1)}}), {{"sideEffects", effects({"linux"}, checked(2))}});
  const IndexContents contents = read_row_contents(bytes);  // paths point into them
  REQUIRE(contents.files.size() == 2);
  CHECK(contents.files[0].path == "x");
  CHECK(contents.files[0].digest.hex() == std::string(128, 'a'));
  CHECK(contents.files[0].executable == Executable::yes);
  CHECK(contents.files[1].path == "built");
  CHECK(contents.files[1].size == 2);
  CHECK(contents.has_checked_at);
  CHECK_FALSE(read_row_contents(kPlain).has_checked_at);
}

TEST_CASE("a row that no pnpm writes names nothing") {
  const MsgValue files = map({{"x", file(1)}});
  const MsgValue no_digest = record({{"mode", number(1)}});
  const MsgValue short_digest = record({{"digest", text("aa")}});
  const MsgValue named = record({{"digest", text(std::string(128, 'a') + "-exec")}});
  for (const std::string& other :
       {std::string(), kPlain.substr(0, kPlain.size() - 1), kPlain + "\xc0", encode_msg(files),
        encode_msg(record({{"files", files}})), encode_msg(record({{"algo", text("sha512")}})),
        encode_msg(record({{"algo", text("sha1")}, {"files", files}})), row(number(1)),
        row(map({{"x", no_digest}})), row(map({{"x", short_digest}})), row(map({{"x", named}})),
        row(map({{"x", number(1)}})), row(files, {{"sideEffects", number(1)}}),
        row(files, {{"sideEffects", map({{"linux", files}})}})}) {
    CAPTURE(other);
    CHECK_THROWS_AS(read_row_contents(other), Error);
  }
}

TEST_CASE("side effects that say the same in another order are one, whichever row comes first") {
  const auto built = [](const Members& difference) {
    return row(map({{"x", file(1)}}), {{"sideEffects", map({{"linux", record(difference)}})}});
  };
  const std::pair<std::string, MsgValue> added{"added", map({})};
  const std::pair<std::string, MsgValue> deleted{"deleted", {MsgValue::Array{}}};
  const std::string a = built({added, deleted});
  const std::string b = built({deleted, added});
  CHECK(unite_rows(a, b) == a);
  CHECK(unite_rows(b, a) == a);
}
