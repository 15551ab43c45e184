// All that `cafs add` does with a tarball: what it takes becomes a store in which `cafs verify`
// finds no damage, and what it refuses leaves nothing.
#include "cafs/add.h"

#include "cafs/error.h"
#include "cafs/verify.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/temporary.h"

using namespace cafs;

namespace {

/// Whether the tarball was added.
bool add_to(const std::string& root, const std::string& tarball) {
  static Workers workers(1);
  Store store(root, Visibility::at_the_end);
  try {
    add(store, {.path = tarball, .id = PackageId::parse("fuzz@1.0.0")}, {.max_unpacked = 1 << 20},
        workers);
  } catch (const Error&) {
    return false;
  }
  store.publish();
  return true;
}

void check_store(const std::string& root) {
  static Workers workers(1);
  Progress progress;
  const VerifyReport report = verify(root, workers, progress);
  fuzz::require(report.damages.empty() && report.packages == 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tests::Temporary tarballs;
  const std::string tarball = tarballs / "package.tgz";
  tests::write_file(tarball, std::string(as_text(fuzz::input(data, size))));
  const tests::Temporary dir;
  if (add_to(dir / "out", tarball)) {
    check_store(dir / "out");
  } else {
    fuzz::require(tests::tree(dir.path()).empty());
  }
  return 0;
}
