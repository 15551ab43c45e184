#include "tests/support/tar_builder.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace cafs::tests {

namespace {

void put(std::string& header, std::size_t offset, std::string_view text) {
  std::copy(text.begin(), text.end(), header.begin() + static_cast<std::ptrdiff_t>(offset));
}

unsigned sum(std::string_view header) {
  return std::accumulate(header.begin(), header.end(), 0u, [](unsigned total, char c) {
    return total + static_cast<unsigned char>(c);
  });
}

std::string padding(std::size_t size) { return std::string((512 - size % 512) % 512, '\0'); }

}  // namespace

std::string tar_member(const TarMember& member) {
  std::string header(512, '\0');
  put(header, 0, member.name.substr(0, 100));
  put(header, 100, member.mode);
  put(header, 124,
      member.size.empty() ? fmt::format("{:011o}", member.content.size()) : member.size);
  put(header, 148, "        ");
  header[156] = member.type;
  put(header, 257, "ustar");
  put(header, 345, member.prefix);
  put(header, 148, member.checksum.empty() ? fmt::format("{:06o}", sum(header)) : member.checksum);
  return header + member.content + padding(member.content.size());
}

std::string tar_end() { return std::string(1024, '\0'); }

std::string pax_header(std::string_view records, char type) {
  return tar_member({.name = "PaxHeader", .content = std::string(records), .type = type});
}

std::string pax_record(std::string_view keyword, std::string_view value) {
  const std::size_t rest = keyword.size() + value.size() + 3;
  std::size_t length = rest + 1;
  while (fmt::formatted_size("{}", length) + rest != length) ++length;
  return fmt::format("{} {}={}\n", length, keyword, value);
}

std::string gzipped(std::string_view content) {
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("deflateInit2");
  }
  std::string out(deflateBound(&stream, content.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("deflate");
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string simple_tarball(std::string_view package_json) {
  return gzipped(
      tar_member({.name = "package/package.json", .content = std::string(package_json)}) +
      tar_member({.name = "package/index.js", .content = "module.exports = 1\n"}) + tar_end());
}

}  // namespace cafs::tests
