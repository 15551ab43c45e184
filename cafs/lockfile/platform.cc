#include "cafs/lockfile/platform.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cafs {

namespace {

constexpr std::array<std::string_view, 10> kSystems{"aix",   "android", "darwin",  "freebsd",
                                                    "linux", "netbsd",  "openbsd", "openharmony",
                                                    "sunos", "win32"};
constexpr std::array<std::string_view, 14> kProcessors{
    "arm", "arm64", "ia32",    "loong64", "mips",  "mips64el", "mipsel",
    "ppc", "ppc64", "riscv64", "s390",    "s390x", "wasm32",   "x64"};

/// Nix' names of processors for which Node has others.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kNixProcessors{
    {{"x86_64", "x64"},
     {"aarch64", "arm64"},
     {"i686", "ia32"},
     {"armv7l", "arm"},
     {"armv6l", "arm"},
     {"powerpc64le", "ppc64"},
     {"loongarch64", "loong64"}}};

template <typename List>
bool has(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_known(const Platform& platform) {
  const bool is_libc = platform.libc.empty() || platform.libc == "glibc" || platform.libc == "musl";
  return has(kSystems, platform.os) && has(kProcessors, platform.cpu) && is_libc;
}

Platform of_node(std::string_view text) {
  const std::size_t first = std::min(text.find('-'), text.size());
  std::string_view rest = text.substr(std::min(first + 1, text.size()));
  const std::size_t second = std::min(rest.find('-'), rest.size());
  return {.os = std::string(text.substr(0, first)),
          .cpu = std::string(rest.substr(0, second)),
          .libc = std::string(rest.substr(std::min(second + 1, rest.size())))};
}

Platform of_nix(std::string_view text) {
  const std::size_t dash = std::min(text.find('-'), text.size());
  std::string_view cpu = text.substr(0, dash);
  for (const auto& [nix, node] : kNixProcessors) cpu = cpu == nix ? node : cpu;
  const std::string_view os = text.substr(std::min(dash + 1, text.size()));
  return {.os = std::string(os), .cpu = std::string(cpu), .libc = os == "linux" ? "glibc" : ""};
}

bool admits(const std::vector<std::string_view>& list, std::string_view name) {
  if (list.empty() || name.empty() || (list.size() == 1 && list.front() == "any")) return true;
  const auto is_not = [](std::string_view one) { return one.starts_with('!'); };
  const auto is_not_it = [&](std::string_view one) { return is_not(one) && one.substr(1) == name; };
  if (std::any_of(list.begin(), list.end(), is_not_it)) return false;
  return has(list, name) || std::all_of(list.begin(), list.end(), is_not);
}

}  // namespace

std::optional<Platform> parse_platform(std::string_view text) {
  for (Platform platform : {of_node(text), of_nix(text)}) {
    if (is_known(platform)) return platform;
  }
  return std::nullopt;
}

bool is_for(const Platform& platform, const PlatformLists& lists) {
  return admits(lists.os, platform.os) && admits(lists.cpu, platform.cpu) &&
         admits(lists.libc, platform.libc);
}

}  // namespace cafs
