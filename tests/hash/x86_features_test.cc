#if defined(__x86_64__) && defined(__linux__)
#include "cafs/hash/x86_features.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

using namespace cafs::sha2;

TEST_CASE("vectors are found where the kernel tells of them") {
  std::ifstream file("/proc/cpuinfo");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const std::string line =
      text.substr(text.find("\nflags"),
                  text.find('\n', text.find("\nflags") + 1) - text.find("\nflags")) +
      " ";
  const auto tells_of = [&](const std::string& flag) {
    return line.find(" " + flag + " ") != line.npos;
  };
  CHECK(has_avx2() == tells_of("avx2"));
  CHECK(has_avx512() == (tells_of("avx512f") && tells_of("avx512bw")));
}
#endif
