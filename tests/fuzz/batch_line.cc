#include "cafs/format/batch_line.h"

#include "cafs/error.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const BatchLine line = parse_batch_line(as_text(fuzz::input(data, size)));
    fuzz::require(!line.tarball.empty() && line.tarball.find('\0') == std::string::npos);
  } catch (const Error&) {
  }
  return 0;
}
