#include "cafs/tarball/deflate_error.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <array>
#include <memory>
#include <random>

#include "cafs/base/error.h"

using namespace cafs;

namespace {

struct EndInflate {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

/// What zlib says about a deflate stream; empty where it takes it.
std::string zlib_error(const std::string& deflate) {
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, -MAX_WBITS) == Z_OK);
  const std::unique_ptr<z_stream, EndInflate> end(&stream);
  std::string in = deflate;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  std::array<Bytef, 4096> sink;
  int result = Z_OK;
  while (result == Z_OK) {
    stream.next_out = sink.data();
    stream.avail_out = static_cast<uInt>(sink.size());
    result = inflate(&stream, Z_NO_FLUSH);
  }
  if (result == Z_STREAM_END) return "";
  if (result == Z_BUF_ERROR) return "the gzip data are cut off";
  return std::string("the gzip data are corrupt: ") + stream.msg;
}

std::string our_error(const std::string& deflate) {
  try {
    throw_deflate_error(as_bytes(deflate));
  } catch (const Error& e) {
    return e.what();
  }
}

std::string deflated(const std::string& text, int level, int strategy) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, level, Z_DEFLATED, -MAX_WBITS, 8, strategy) == Z_OK);
  std::string in = text;  // a copy, since zlib's pointer is not const
  std::string out(in.size() + 1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

/// Text of a few hundred words that repeat, and bytes that do not.
std::string sample() {
  std::mt19937 random(1);
  std::string text;
  for (int i = 0; i < 400; ++i) {
    text += "word" + std::to_string(random() % 100) + " ";
    if (i % 16 == 0) text += static_cast<char>(random());
  }
  return text;
}

/// Streams of stored, fixed and dynamic blocks.
std::vector<std::string> streams() {
  return {deflated(sample(), 0, Z_DEFAULT_STRATEGY), deflated(sample(), 9, Z_FIXED),
          deflated(sample(), 9, Z_DEFAULT_STRATEGY), deflated(sample(), 9, Z_HUFFMAN_ONLY),
          deflated(std::string(3000, 'a'), 9, Z_RLE)};
}

void check_alike(const std::string& deflate) {
  const std::string wanted = zlib_error(deflate);
  if (!wanted.empty()) CHECK(our_error(deflate) == wanted);
}

}  // namespace

TEST_CASE("a stream that is cut off anywhere is said to be cut off") {
  for (const std::string& stream : streams()) {
    for (std::size_t size = 0; size < stream.size(); ++size) {
      CAPTURE(size);
      CHECK(our_error(stream.substr(0, size)) == "the gzip data are cut off");
    }
  }
}

TEST_CASE("damage is named as zlib names it") {
  for (const std::string& stream : streams()) {
    for (std::size_t bit = 0; bit < 8 * std::min<std::size_t>(stream.size(), 400); ++bit) {
      CAPTURE(bit);
      std::string damaged = stream;
      damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
      check_alike(damaged);
    }
  }
}

TEST_CASE("of random bytes the same error is found as by zlib") {
  std::mt19937 random(1);
  for (int i = 0; i < 20000; ++i) {
    std::string bytes(random() % 200, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    if (!bytes.empty()) bytes[0] = static_cast<char>((bytes[0] & ~7) | 1 | (i % 3) << 1);
    CAPTURE(i);
    check_alike(bytes);
  }
}

TEST_CASE("a stream in which nothing is wrong is refused all the same") {
  CHECK(our_error(streams()[2]) == "the gzip data are corrupt");
}
