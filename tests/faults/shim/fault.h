#pragma once
#include <cstdint>

namespace faults {

/// What a call is able to fail with; which it is told by bits.
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

/// What calls that are alike can fail with.
constexpr unsigned kAny = kIo | kDeath | kHang;
constexpr unsigned kWaits = kAny | kInterrupt;
constexpr unsigned kMakes = kAny | kSpace;
constexpr unsigned kWrites = kWaits | kSpace;
constexpr unsigned kOpens = kWaits | kDescriptors | kMemory;

/// Counts the call `name` if the fault that the environment asks for is among `kinds`, and tells,
/// with errno set, whether this is one to fail. Of a death nothing returns.
bool fails(const char* name, unsigned kinds);

/// While it lives, the calls of this thread do not count: libraries make them that end the process
/// where they fail.
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
