#include "cafs/format/gzip_error.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace cafs {

namespace {

struct Inflater {
  z_stream stream{};
  bool ready = inflateInit2(&stream, -MAX_WBITS) == Z_OK;
  Inflater() = default;
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (ready) inflateEnd(&stream);
  }
};

}  // namespace

Error gzip_cut_off() { return Error("the gzip data are cut off"); }

Error deflate_error(ByteView deflate) {
  Inflater inflater;
  z_stream& stream = inflater.stream;
  std::array<unsigned char, 32768> sink;
  constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(deflate.data()));
  stream.avail_in = static_cast<uInt>(std::min(deflate.size(), kMost));
  int result = inflater.ready ? Z_OK : Z_MEM_ERROR;
  while (result == Z_OK) {
    stream.next_out = sink.data();
    stream.avail_out = static_cast<uInt>(sink.size());
    result = inflate(&stream, Z_NO_FLUSH);
  }
  if (result == Z_BUF_ERROR) return gzip_cut_off();
  return Error(fmt::format("the gzip data are corrupt{}{}", stream.msg ? ": " : "",
                           stream.msg ? stream.msg : ""));
}

}  // namespace cafs
