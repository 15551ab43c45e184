#include "tests/support/bzip2.h"

#include <bzlib.h>

#include <stdexcept>

namespace cafs::tests {

std::string bzipped(std::string_view content) {
  std::string text(content);
  std::string out(content.size() + content.size() / 100 + 600, '\0');
  auto size = static_cast<unsigned>(out.size());
  if (BZ2_bzBuffToBuffCompress(out.data(), &size, text.data(), static_cast<unsigned>(text.size()),
                               1, 0, 0) != BZ_OK) {
    throw std::runtime_error("bzip2");
  }
  out.resize(size);
  return out;
}

}  // namespace cafs::tests
