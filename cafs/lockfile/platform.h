#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cafs {

/// Where packages are to run, in Node's words: process.platform, process.arch, and the C library.
struct Platform {
  std::string os;
  std::string cpu;
  std::string libc;  ///< glibc or musl; empty where it does not count

  bool operator==(const Platform&) const = default;
};

/// What a package says of where it runs: the lists `os`, `cpu` and `libc` of its package.json.
struct PlatformLists {
  std::vector<std::string_view> os;
  std::vector<std::string_view> cpu;
  std::vector<std::string_view> libc;
};

/// Reads `linux-x64-glibc`, `darwin-arm64`, or a Nix system, which is of glibc where it is Linux.
/// Nothing for names that Node does not have.
std::optional<Platform> parse_platform(std::string_view text);

/// Whether pnpm takes the package for a platform: no list has `!NAME`, and each that says more than
/// what it is not for has NAME. `any` alone admits all.
bool is_for(const Platform& platform, const PlatformLists& lists);

}  // namespace cafs
