#include "cafs/tarball/tar.h"
#include "cafs/base/error.h"
#include "cafs/index/index_json.h"
#include "cafs/index/package_index.h"
#include "cafs/index/store_version.h"
#include "cafs/text/json.h"
#include "cafs/text/utf8.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

namespace {

bool inside(ByteView part, ByteView whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check(const std::vector<Entry>& entries, ByteView tar) {
  std::vector<Digest> digests;
  for (const Entry& entry : entries) {
    fuzz::require(inside(entry.content, tar));
    fuzz::require(repair_utf8(entry.path) == entry.path);
    fuzz::require(entry.path != ".." && !entry.path.starts_with("/") &&
                  !entry.path.starts_with("../"));
    digests.push_back(sha512(entry.content));
  }
  // Our own parser has to read the index.
  parse_json(index_json(package_index({}, entries, digests)));
}

void try_tar(ByteView tar, StoreVersion version) {
  std::vector<Entry> entries;
  try {
    entries = read_tar(tar, version->rules);
  } catch (const Error&) {
    return;
  }
  check(entries, tar);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const StoreVersion version : {StoreVersion::v10, StoreVersion::v11, StoreVersion::v3}) {
    try_tar(fuzz::input(data, size), version);
  }
  return 0;
}
