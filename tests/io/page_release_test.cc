#include "cafs/io/input_file.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>

#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

/// Kilobytes of mapped files that are in memory for this process.
long resident_file_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("RssFile:")) return std::stol(line.substr(8));
  }
  return -1;
}

bool falls_below(long kb) {
  for (int i = 0; i < 1000; ++i) {
    if (resident_file_kb() < kb) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

}  // namespace

TEST_CASE("a large file that was read takes no memory while its pages are released") {
  const Temporary dir;
  write_file(dir / "f", std::string(16 << 20, 'x'));
  const InputFile file(dir / "f");
  const auto is_x = [](std::byte b) { return b == std::byte{'x'}; };
  const long before = resident_file_kb();
  REQUIRE(before > 0);
  CHECK(std::ranges::all_of(file.bytes(), is_x));
  CHECK(resident_file_kb() > before + 15000);
  const auto release = file.release_while_read();
  REQUIRE(release);
  CHECK(falls_below(before + 1000));
  CHECK(std::ranges::all_of(file.bytes(), is_x));
}

TEST_CASE("a small file is not worth a thread") {
  const Temporary dir;
  write_file(dir / "f", std::string(2 << 20, 'x'));
  CHECK_FALSE(InputFile(dir / "f").release_while_read());
}
