#include "cafs/index/index_contents.h"

#include <string>

#include "cafs/base/error.h"
#include "cafs/text/json.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

namespace {

/// Whether the text is JSON to the reader that builds a tree.
bool is_json(const std::string& text) {
  try {
    parse_json(text);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(as_text(fuzz::input(data, size)));
  text.reserve(size + kJsonPadding);
  const std::string_view all = text;
  try {
    for (const IndexedFile& file : read_index_contents(text).files) {
      fuzz::require(file.path.data() >= all.data() &&
                    file.path.data() + file.path.size() <= all.data() + all.size());
    }
    fuzz::require(is_json(text));
  } catch (const Error&) {  // refused
  }
  return 0;
}
