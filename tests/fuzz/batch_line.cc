#include "cafs/add/request.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Request request = request_of_line(as_text(fuzz::input(data, size)));
  const bool named = !request.tarball.empty() && request.tarball.find('\0') == std::string::npos;
  fuzz::require(named || !request.refusal.empty());
  return 0;
}
