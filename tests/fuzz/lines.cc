#include "cafs/io/text_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include "cafs/io/fd.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

namespace {

Fd file_of(ByteView content) {
  Fd file(::memfd_create("lines", MFD_CLOEXEC));
  write_all(file, content, "lines");
  fuzz::require(::lseek(file.get(), 0, SEEK_SET) == 0);
  return file;
}

/// The lines of `text` as anybody would split it.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView content = fuzz::input(data, size);
  const Fd file = file_of(content);
  LineReader reader(file.get(), "lines");
  std::vector<std::string> lines;
  for (auto some = reader.read_some(3); !some.empty(); some = reader.read_some(3)) {
    fuzz::require(some.size() <= 3);
    lines.insert(lines.end(), some.begin(), some.end());
  }
  fuzz::require(lines == split(as_text(content)));
  return 0;
}
