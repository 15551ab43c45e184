// Adds tarballs in memory, for stores of the version that is the argument: reads `u32 length, u32
// flags, bytes` from standard input again and again, and answers each with a line of JSON.
// libarchive reads a tarball with the flag 1 as well.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include "cafs/base/error.h"
#include "cafs/index/package_index.h"
#include "cafs/index/row/row_key.h"
#include "cafs/index/store_version.h"
#include "cafs/tarball/container.h"
#include "cafs/text/base64.h"
#include "cafs/text/json.h"
#include "cafs/text/utf8.h"
#include "tests/differential/second_judge.h"

using namespace cafs;

namespace {

constexpr std::uint64_t kLimit = std::uint64_t{1} << 30;

std::string quoted(std::string_view text) {
  std::string out;
  append_json_string(out, repair_utf8(text));
  return out;
}

Manifest manifest_of(const std::vector<Entry>& entries, StoreVersion version) {
  for (const Entry& entry : entries) {
    if (entry.path == "package.json") return read_manifest(entry.content, version->rules);
  }
  return {};
}

/// The index as text: JSON as it is; for a row two lines, its key, and the row in base64.
std::string index_text(ByteView tarball, const PackageIndex& index, StoreVersion version) {
  const PackageId id = PackageId::parse("differential@1.0.0");
  const IndexName name = version->index_name(Integrity::of(tarball), id);
  const std::string text = version->format.text(name, index, false);
  if (version != StoreVersion::v11) return text;
  const KeyedRow keyed = keyed_row(text);
  return fmt::format("{}\n{}", keyed.key, to_base64(as_bytes(keyed.row)));
}

/// The index and the content files that a store would get.
std::string stored(ByteView tarball, StoreVersion version) {
  const Unpacked unpacked = unpack(tarball, Container::tarball, kLimit, version->rules);
  const Manifest manifest = manifest_of(unpacked.entries, version);
  std::vector<Digest> digests;
  std::set<std::string> contents;
  for (const Entry& entry : unpacked.entries) {
    digests.push_back(sha512(entry.content));
    contents.insert(quoted(digests.back().hex() + (entry.executable() ? "-exec" : "")));
  }
  const PackageIndex index = package_index(manifest, unpacked.entries, digests);
  return fmt::format(R"("index":{},"contents":[{}])", quoted(index_text(tarball, index, version)),
                     fmt::join(contents, ","));
}

std::string answer(ByteView tarball, StoreVersion version) {
  try {
    return stored(tarball, version);
  } catch (const Error& e) {
    return fmt::format(R"("error":{})", quoted(e.what()));
  }
}

bool read_exactly(void* to, std::size_t size) { return std::fread(to, 1, size, stdin) == size; }

}  // namespace

int main(int argc, char** argv) {
  const auto version = argc == 2 ? store_version(argv[1]) : std::nullopt;
  if (!version) return 2;
  std::array<std::uint32_t, 2> head{};
  std::vector<std::byte> tarball;
  while (read_exactly(head.data(), sizeof head)) {
    tarball.resize(head[0]);
    if (!read_exactly(tarball.data(), tarball.size())) return 1;
    std::string line = "{" + answer(tarball, *version);
    if (head[1] != 0) line += R"(,"libarchive":)" + tests::read_by_libarchive(tarball);
    std::puts((line + "}").c_str());
    if (std::fflush(stdout) != 0) return 1;
  }
  return 0;
}
