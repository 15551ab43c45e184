#include "cafs/io/made_directories.h"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/filesystem.hpp>
#include <cerrno>
#include <system_error>

namespace cafs {

namespace fs = boost::filesystem;

MadeDirectories::MadeDirectories(const std::string& path) {
  const fs::path all = fs::absolute(path).lexically_normal();
  for (fs::path missing = all; !fs::exists(missing); missing = missing.parent_path()) {
    made_.insert(made_.begin(), missing.string());
  }
  for (const std::string& directory : made_) {
    if (::mkdir(directory.c_str(), 0777) == 0 || errno == EEXIST) continue;
    const int error = errno;
    remove();
    throw std::system_error(error, std::generic_category(), "mkdir " + path);
  }
}

MadeDirectories::~MadeDirectories() { remove(); }

// Here and above by the calls themselves: where memory is lacking, Boost's end the process.
void MadeDirectories::remove() {
  for (; !made_.empty(); made_.pop_back()) ::rmdir(made_.back().c_str());
}

}  // namespace cafs
