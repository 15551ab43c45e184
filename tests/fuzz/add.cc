// All that `cafs add` does with a tarball, for one version of a store: a good tarball becomes a
// store in which `cafs verify` finds no damage, and a refused one leaves nothing.
#include <array>
#include <functional>

#include "cafs/base/error.h"
#include "cafs/verify/verify.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/add.h"
#include "tests/support/temporary.h"

using namespace cafs;

namespace {

/// The kind of store to add an input to, chosen by its bytes: each version, and both forms of v11.
StoreKind kind_of(std::string_view input) {
  constexpr std::array<StoreKind, 4> kKinds{{{StoreVersion::v10, IndexKind::files},
                                             {StoreVersion::v11, IndexKind::files},
                                             {StoreVersion::v11, IndexKind::database},
                                             {StoreVersion::v3, IndexKind::files}}};
  return kKinds[std::hash<std::string_view>()(input.substr(0, 4096)) % kKinds.size()];
}

/// Whether the tarball was added.
bool add_to(const std::string& root, const std::string& tarball, StoreKind kind) {
  static Workers workers(1);
  Store store(root, Visibility::at_the_end, Durability::eventual, kind);
  try {
    tests::add(store, {.tarball = tarball, .id = PackageId::parse("fuzz@1.0.0")},
               {.max_unpacked = 1 << 20}, workers);
  } catch (const Error&) {
    return false;
  }
  store.publish();
  return true;
}

void check_store(const std::string& root, StoreVersion version) {
  static Workers workers(1);
  Progress progress;
  const VerifyReport report = verify(root, workers, progress, version);
  fuzz::require(report.damages.empty() && report.packages == 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tests::Temporary tarballs;
  const std::string tarball = tarballs / "package.tgz";
  const std::string input(as_text(fuzz::input(data, size)));
  tests::write_file(tarball, input);
  const StoreKind kind = kind_of(input);
  const tests::Temporary dir;
  if (add_to(dir / "out", tarball, kind)) {
    check_store(dir / "out", kind.version);
  } else {
    fuzz::require(tests::tree(dir.path()).empty());
  }
  return 0;
}
