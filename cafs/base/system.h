#pragma once
#include <array>
#include <cstddef>

namespace cafs {

// What Linux and macOS are asked in different ways: base/system_linux.cc, base/system_mac.cc.

/// How many processors this process may run on.
unsigned usable_cores();

/// Opens a pipe that no program started by this one inherits, and whose ends never wait: to read
/// from, to write to. False with errno.
bool open_pipe(std::array<int, 2>& ends);

/// Says that memory that was just mapped is going to be touched from start to end.
void expect_all_touched(std::byte* data, std::size_t size);

/// Gives back whole pages of memory that no file stands behind. They are zeros from then on.
void give_back(std::byte* data, std::size_t size);

}  // namespace cafs
