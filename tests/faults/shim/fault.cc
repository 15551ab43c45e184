#include "tests/faults/shim/fault.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace faults {

namespace {

struct KindName {
  Kind kind;
  std::string_view name;
  int error;
};

constexpr std::array kKinds{
    KindName{kSpace, "ENOSPC", ENOSPC},   KindName{kIo, "EIO", EIO},
    KindName{kInterrupt, "EINTR", EINTR}, KindName{kDescriptors, "EMFILE", EMFILE},
    KindName{kMemory, "ENOMEM", ENOMEM},  KindName{kShort, "short", 0},
    KindName{kTruncated, "SIGBUS", 0},    KindName{kLinks, "EXDEV", EXDEV},
    KindName{kDeath, "SIGKILL", 0},       KindName{kHang, "hang", 0}};

/// The counts for the driver, in shared memory, so that they outlive any end of the process.
struct State {
  std::atomic<std::uint64_t> calls;
  std::atomic<std::uint64_t> struck;
  char name[48];
};

/// Made by raw system calls, because this must not call the functions that it watches.
State* shared_state() {
  const char* const path = std::getenv("CAFS_FAULT_STATE");
  if (!path) std::abort();
  const long fd = ::syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
  const long data =
      ::syscall(SYS_mmap, nullptr, sizeof(State), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (fd < 0 || data == -1) std::abort();
  ::syscall(SYS_close, fd);
  return reinterpret_cast<State*>(data);
}

struct Plan {
  KindName kind{};
  std::uint64_t first = 0;
  bool and_all_later = false;
  State* state = nullptr;
};

Plan plan;
std::atomic<bool> begun{false};
thread_local bool excused = false;

std::string_view library_of(void* frame) {
  Dl_info info{};
  return ::dladdr(frame, &info) != 0 && info.dli_fname ? info.dli_fname : "";
}

bool is_of(std::string_view library, void* frame) {
  return library_of(frame).find(library) != std::string_view::npos;
}

/// Whether the caller is a library that would end the process: simdjson, some of whose functions
/// cannot throw; or libarchive, which does not check two of its callocs (as of 3.6.2).
bool is_beyond_us(std::string_view name) {
  const Excuse excuse;
  std::array<void*, 12> frames{};
  const int count = ::backtrace(frames.data(), static_cast<int>(frames.size()));
  const auto end = frames.begin() + count;
  const auto is_ours = [](void* frame) { return is_of("libcafs_faults", frame); };
  const auto caller = std::find_if_not(frames.begin(), end, is_ours);
  if (name == "calloc" && caller != end && is_of("libarchive", *caller)) return true;
  return std::any_of(frames.begin(), end, [](void* frame) { return is_of("libsimdjson", frame); });
}

}  // namespace

Excuse::Excuse() { excused = true; }
Excuse::~Excuse() { excused = false; }

void begin() {
  const char* const wanted = std::getenv("CAFS_FAULT");
  if (!wanted) return;
  for (const KindName& kind : kKinds) {
    if (kind.name == wanted) plan.kind = kind;
  }
  plan.first = std::strtoull(std::getenv("CAFS_FAULT_AT"), nullptr, 10);
  plan.and_all_later = std::getenv("CAFS_FAULT_FROM_THEN_ON") != nullptr;
  plan.state = shared_state();
  begun = true;
}

bool fails(const char* name, unsigned kinds) {
  if (!begun || excused || (kinds & plan.kind.kind) == 0) return false;
  const std::uint64_t number = ++plan.state->calls;
  const bool now = number == plan.first;
  if (!now && !(plan.and_all_later && plan.first != 0 && number > plan.first)) return false;
  if (plan.kind.kind == kMemory && is_beyond_us(name)) return false;
  if (now) std::strncpy(plan.state->name, name, sizeof plan.state->name - 1);
  ++plan.state->struck;
  if (plan.kind.kind == kDeath) ::kill(::getpid(), SIGKILL);
  while (plan.kind.kind == kHang) ::syscall(SYS_ppoll, nullptr, 0, nullptr, nullptr, 0);
  errno = plan.kind.error;
  return true;
}

}  // namespace faults
