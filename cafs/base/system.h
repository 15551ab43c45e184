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

/// Moves memory that no file stands behind to where other such memory is, which is lost. Both are
/// whole pages. False where the system cannot: then all is as before, but that `to` may be fresh.
/// Throws std::bad_alloc where `to` is lost, too.
bool move_pages(std::byte* from, std::byte* to, std::size_t size);

}  // namespace cafs
