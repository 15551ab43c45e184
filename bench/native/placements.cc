// What placing files costs at least, without any of the work around it.
//
// placements link LIST OUT JOBS: hardlinks, for each "SOURCE<tab>PATH" line of LIST, SOURCE to
// OUT/PATH.
//
// placements write LIST OUT JOBS: makes, for each "SIZE<tab>PATH" line of LIST, OUT/PATH with SIZE
// bytes, out of one buffer.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

struct Line {
  std::string first;
  std::string path;
};

[[noreturn]] void die(const std::string& what) {
  std::perror(what.c_str());
  std::exit(1);
}

std::vector<Line> read_lines(const char* list) {
  std::vector<Line> lines;
  std::ifstream in(list);
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    lines.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return lines;
}

/// Below OUT, files/00 to files/ff, and index/00 to index/ff.
void make_shards(const std::string& out) {
  ::mkdir(out.c_str(), 0777);
  for (const std::string& parent : {out + "/files", out + "/index"}) {
    ::mkdir(parent.c_str(), 0777);
    std::array<char, 4> name{};
    for (unsigned i = 0; i < 256; ++i) {
      std::snprintf(name.data(), name.size(), "/%02x", i);
      ::mkdir((parent + name.data()).c_str(), 0777);
    }
  }
}

/// Calls place(first, target) for each line, on `jobs` threads that take one line after the other.
template <typename Place>
void for_each_line(const char* list, const std::string& out, unsigned jobs, const Place& place) {
  const std::vector<Line> lines = read_lines(list);
  make_shards(out);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < lines.size(); i = next++) {
      place(lines[i].first, out + "/" + lines[i].path);
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < jobs; ++i) threads.emplace_back(work);
  work();
}

void link_one(const std::string& source, const std::string& target) {
  if (::link(source.c_str(), target.c_str()) != 0) die("link " + target);
}

void write_one(const std::string& size, const std::string& target) {
  static const std::vector<char> buffer(std::size_t{1} << 20, 'x');
  const int fd = ::open(target.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
  if (fd < 0) die("open " + target);
  for (std::uint64_t left = std::stoull(size); left > 0;) {
    const ssize_t written =
        ::write(fd, buffer.data(), std::min<std::uint64_t>(left, buffer.size()));
    if (written < 0) die("write " + target);
    left -= static_cast<std::uint64_t>(written);
  }
  ::close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc == 5 ? argv[1] : "";
  if (command != "link" && command != "write") {
    std::fputs("usage: placements link|write LIST OUT JOBS\n", stderr);
    return 2;
  }
  for_each_line(argv[2], argv[3], static_cast<unsigned>(std::atoi(argv[4])),
                command == "link" ? link_one : write_one);
  return 0;
}
