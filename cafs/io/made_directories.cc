#include "cafs/io/made_directories.h"

#include <unistd.h>

#include <boost/filesystem.hpp>
#include <system_error>

namespace cafs {

namespace fs = boost::filesystem;

MadeDirectories::MadeDirectories(const std::string& path) {
  const fs::path all = fs::absolute(path).lexically_normal();
  for (fs::path missing = all; !fs::exists(missing); missing = missing.parent_path()) {
    made_.insert(made_.begin(), missing.string());
  }
  boost::system::error_code error;
  fs::create_directories(all, error);
  if (error) throw std::system_error(error.value(), std::generic_category(), "mkdir " + path);
}

// By the call itself: it needs no memory, which may be what is lacking.
MadeDirectories::~MadeDirectories() {
  for (; !made_.empty(); made_.pop_back()) ::rmdir(made_.back().c_str());
}

}  // namespace cafs
