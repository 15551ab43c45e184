#pragma once
#include <cstdint>
#include <stdexcept>
#include <string>

namespace cafs {

/// A failure that nobody inside the library can repair: a bad tarball, a bad argument, a refused
/// system call. The text is one line: what failed, on what, why.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The bytes of a tarball do not hash to the integrity that was promised for them.
class IntegrityMismatch : public Error {
 public:
  using Error::Error;
};

/// A tarball unpacks to more bytes than it may.
class OverLimit : public Error {
 public:
  explicit OverLimit(std::uint64_t limit)
      : Error("unpacked size is over the limit of " + std::to_string(limit) + " bytes") {}
};

/// The run was ended by a signal (see `cafs/base/interrupt.h`).
class Interrupted : public Error {
 public:
  Interrupted() : Error("interrupted") {}
};

}  // namespace cafs
