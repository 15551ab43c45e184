#pragma once
#include <cstdint>

namespace faults {

/// The ways in which a call can fail, as bits.
enum Kind : unsigned {
  kSpace = 1,        ///< ENOSPC
  kIo = 2,           ///< EIO
  kInterrupt = 4,    ///< EINTR
  kDescriptors = 8,  ///< EMFILE
  kMemory = 16,      ///< ENOMEM, or EAGAIN of a thread
  kShort = 32,       ///< less is read or written than was asked for
  kTruncated = 64,   ///< a mapped file has lost its content: SIGBUS
  kLinks = 128,      ///< EXDEV of link()
  kDeath = 256,      ///< SIGKILL
  kHang = 512,       ///< it never returns, whatever signals come
};

/// The kinds for groups of similar calls.
constexpr unsigned kAny = kIo | kDeath | kHang;
constexpr unsigned kWaits = kAny | kInterrupt;
constexpr unsigned kMakes = kAny | kSpace;
constexpr unsigned kWrites = kWaits | kSpace;
constexpr unsigned kOpens = kWaits | kDescriptors | kMemory;

/// Counts the call `name` if `kinds` has the fault that the environment asks for. True, with errno
/// set, if this call is to fail. Does not return from kDeath and kHang.
bool fails(const char* name, unsigned kinds);

/// While it lives, the calls of this thread do not count. It is for calls of libraries that end the
/// process if such a call fails.
class Excuse {
 public:
  Excuse();
  Excuse(const Excuse&) = delete;
  Excuse& operator=(const Excuse&) = delete;
  ~Excuse();
};

/// From now on calls count.
void begin();

}  // namespace faults
