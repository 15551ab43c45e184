#pragma once
#include <array>
#include <cstddef>

namespace cafs {

// Requests that Linux and macOS take in different ways: base/system_linux.cc, base/system_mac.cc.

/// How many processors this process may run on.
unsigned usable_cores();

/// Opens a pipe: the end to read from, then the end to write to. Both are non-blocking, and no
/// program started by this one inherits them. Returns false on failure, with errno.
bool open_pipe(std::array<int, 2>& ends);

/// Tells the kernel that freshly mapped memory is going to be touched from start to end.
void expect_all_touched(std::byte* data, std::size_t size);

/// Gives back whole pages of anonymous memory. They are zeros from then on.
void give_back(std::byte* data, std::size_t size);

}  // namespace cafs
