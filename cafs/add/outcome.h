#pragma once
#include <cstdint>
#include <exception>
#include <optional>
#include <string>

namespace cafs {

/// Why a tarball was not added.
enum class Failure {
  failed,
  integrity_mismatch,
  over_limit,  ///< it unpacks to more than it may; while others are added, than it promises
};

/// How a request ended: with what was added, or why nothing was.
struct Outcome {
  std::string id;
  std::string integrity;
  std::string index;          ///< path of the (first) package index below the version's directory
  std::size_t files = 0;      ///< entries of the package
  std::uint64_t bytes = 0;    ///< their sizes, added up
  std::size_t new_files = 0;  ///< content files that the store did not have

  std::optional<Failure> failure;  ///< of what was not added
  std::string error;               ///< one line then: the cause, without the tarball's name

  bool added() const { return !failure; }
};

/// The outcome of a request that ended with this exception.
Outcome outcome_of(const std::exception_ptr& error);

/// The outcome of a request that was not even tried.
Outcome refused(const std::string& why);

}  // namespace cafs
