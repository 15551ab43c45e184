#include "tools/this_platform.h"

#include <glob.h>

namespace cafs::tools {

namespace {

constexpr const char* kSystem =
#if defined(__APPLE__)
    "darwin";
#else
    "linux";
#endif

constexpr const char* kProcessor =
#if defined(__x86_64__)
    "x64";
#elif defined(__aarch64__)
    "arm64";
#elif defined(__i386__)
        "ia32";
#elif defined(__riscv)
        "riscv64";
#elif defined(__s390x__)
        "s390x";
#elif defined(__powerpc64__)
        "ppc64";
#elif defined(__loongarch64)
        "loong64";
#else
        "arm";
#endif

bool is_there(const char* pattern) {
  glob_t found{};
  const bool is_found = ::glob(pattern, GLOB_NOSORT, nullptr, &found) == 0;
  ::globfree(&found);
  return is_found;
}

bool is_musl() { return is_there("/lib/ld-musl-*") && !is_there("/lib*/ld-linux*"); }

}  // namespace

Platform this_platform() {
  Platform platform{.os = kSystem, .cpu = kProcessor, .libc = ""};
  if (platform.os == "linux") platform.libc = is_musl() ? "musl" : "glibc";
  return platform;
}

}  // namespace cafs::tools
