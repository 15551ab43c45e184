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

/// The platforms of a package: the lists `os`, `cpu` and `libc` of its package.json.
struct PlatformLists {
  std::vector<std::string_view> os;
  std::vector<std::string_view> cpu;
  std::vector<std::string_view> libc;
};

/// Reads `linux-x64-glibc`, `darwin-arm64`, or a Nix system; a Linux one has glibc. Nothing for
/// names that Node does not have.
std::optional<Platform> parse_platform(std::string_view text);

/// Whether pnpm installs the package on a platform: no list has `!NAME`, and each list with other
/// than negated names has NAME. A list of `any` alone admits all.
bool is_for(const Platform& platform, const PlatformLists& lists);

}  // namespace cafs
