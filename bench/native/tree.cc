// tree LIST OUT JOBS: makes the directories, links and files that LIST names below OUT, and does
// nothing else: this is the least that laying out node_modules can cost. A line of LIST is one of
// these, with tabs between the fields; an empty line ends a group, which one thread makes alone.
// The first group is made before the others; each later one begins with the directory that holds
// all of its entries.
//   d PATH           a directory
//   s PATH TARGET    a symbolic link
//   h PATH SOURCE    a hard link of a file
//   c PATH SOURCE    a copy of a file
//   x PATH SOURCE    a copy that is executable
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

struct Line {
  char what;
  std::string path;
  std::string other;
};

using Group = std::vector<Line>;

[[noreturn]] void die(const std::string& what) {
  std::perror(what.c_str());
  std::exit(1);
}

std::vector<Group> read_groups(const char* list) {
  std::vector<Group> groups(1);
  std::ifstream in(list);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) {
      groups.emplace_back();
      continue;
    }
    const std::size_t tab = std::min(line.find('\t', 2), line.size());
    groups.back().push_back(
        {line[0], line.substr(2, tab - 2), line.substr(std::min(tab + 1, line.size()))});
  }
  return groups;
}

void copy(int directory, const Line& line) {
  static thread_local std::array<char, 1 << 20> buffer;
  const int from = ::open(line.other.c_str(), O_RDONLY | O_CLOEXEC);
  if (from < 0) die("open " + line.other);
  const mode_t mode = line.what == 'x' ? 0777 : 0666;
  const int to =
      ::openat(directory, line.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (to < 0) die("open " + line.path);
  for (ssize_t got = 0; (got = ::read(from, buffer.data(), buffer.size())) > 0;) {
    if (::write(to, buffer.data(), static_cast<std::size_t>(got)) != got) die("write " + line.path);
    if (got < static_cast<ssize_t>(buffer.size())) break;
  }
  ::close(to);
  ::close(from);
}

void make(int directory, const Line& line) {
  const char* const path = line.path.c_str();
  switch (line.what) {
    case 'd':
      if (::mkdirat(directory, path, 0777) != 0) die("mkdir " + line.path);
      break;
    case 's':
      if (::symlinkat(line.other.c_str(), directory, path) != 0) die("symlink " + line.path);
      break;
    case 'h':
      if (::linkat(AT_FDCWD, line.other.c_str(), directory, path, 0) != 0) die("link " + line.path);
      break;
    default:
      copy(directory, line);
  }
}

int opened(int below, const std::string& path) {
  const int directory = ::openat(below, path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) die("open " + path);
  return directory;
}

/// Makes the directory of a group relative to the top, and the other entries relative to that
/// directory.
void make_group(int top, const Group& group) {
  if (group.empty()) return;
  make(top, group.front());
  const int directory = opened(top, group.front().path);
  const std::size_t prefix = group.front().path.size() + 1;
  for (auto line = group.begin() + 1; line != group.end(); ++line)
    make(directory, {line->what, line->path.substr(prefix), line->other});
  ::close(directory);
}

int make_all(const char* list, const std::string& out, unsigned jobs) {
  const std::vector<Group> groups = read_groups(list);
  ::mkdir(out.c_str(), 0777);
  const int top = opened(AT_FDCWD, out);
  for (const Line& line : groups.front()) make(top, line);
  std::atomic<std::size_t> next{1};
  const auto work = [&] {
    for (std::size_t i = next++; i < groups.size(); i = next++) make_group(top, groups[i]);
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < jobs; ++i) threads.emplace_back(work);
  work();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4) return make_all(argv[1], argv[2], static_cast<unsigned>(std::atoi(argv[3])));
  std::fputs("usage: tree LIST OUT JOBS\n", stderr);
  return 2;
}
