#pragma once
#include <map>
#include <string>

namespace cafs::tests {

/// A fresh directory that is removed with all its content.
class Temporary {
 public:
  Temporary();
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary();

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

void write_file(const std::string& path, const std::string& content);
std::string read_file(const std::string& path);

/// Every regular file below `root`, by its path relative to it, with its content.
std::map<std::string, std::string> tree(const std::string& root);

/// The permission bits of a file.
unsigned mode_of(const std::string& path);

}  // namespace cafs::tests
