// What placing files costs at least, without any of the work around it.
//   placements link LIST OUT JOBS   hardlinks, for each "SOURCE<tab>PATH" line of LIST, SOURCE to
//   OUT/PATH placements sizes DIR            prints what a symbolic link and a copy take for files
//   of several sizes
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

struct Line {
  std::string source;
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

/// OUT/files/00 to OUT/files/ff.
void make_shards(const std::string& out) {
  ::mkdir(out.c_str(), 0777);
  ::mkdir((out + "/files").c_str(), 0777);
  std::array<char, 8> name{};
  for (unsigned i = 0; i < 256; ++i) {
    std::snprintf(name.data(), name.size(), "/%02x", i);
    ::mkdir((out + "/files" + name.data()).c_str(), 0777);
  }
}

int link_all(const char* list, const std::string& out, unsigned jobs) {
  const std::vector<Line> lines = read_lines(list);
  make_shards(out);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < lines.size(); i = next++) {
      const std::string target = out + "/" + lines[i].path;
      if (::link(lines[i].source.c_str(), target.c_str()) != 0) die("link " + target);
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < jobs; ++i) threads.emplace_back(work);
  work();
  return 0;
}

constexpr int kFiles = 2000;

void copy_file(const std::string& from, const std::string& to, std::size_t size) {
  const int in = ::open(from.c_str(), O_RDONLY);
  const int out = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0644);
  if (in < 0 || out < 0) die("open " + to);
  while (size > 0) {
    const ssize_t got = ::copy_file_range(in, nullptr, out, nullptr, size, 0);
    if (got <= 0) die("copy " + to);
    size -= static_cast<std::size_t>(got);
  }
  ::close(in);
  ::close(out);
}

/// Microseconds a file of doing `place(number)` for each.
template <typename Place>
double cost(const Place& place) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < kFiles; ++i) place(i);
  const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - start;
  return taken.count() / kFiles;
}

int compare_sizes(const std::string& dir) {
  const std::string long_name(150, 'n');  // as long as the path of a content file
  std::printf("%8s %12s %12s\n", "bytes", "symlink us", "copy us");
  for (const std::size_t size : {0u, 1024u, 4096u, 8192u, 16384u, 32768u, 65536u, 262144u}) {
    const std::string source = dir + "/" + long_name + std::to_string(size);
    std::ofstream(source) << std::string(size, 'x');
    const std::string to = dir + "/" + std::to_string(size);
    for (const auto* const kind : {"s", "c"}) ::mkdir((to + kind).c_str(), 0777);
    const double link = cost([&](int i) {
      if (::symlink(source.c_str(), (to + "s/" + std::to_string(i)).c_str()) != 0) die("symlink");
    });
    const double copy =
        cost([&](int i) { copy_file(source, to + "c/" + std::to_string(i), size); });
    std::printf("%8zu %12.1f %12.1f\n", size, link, copy);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  if (command == "link" && argc == 5) {
    return link_all(argv[2], argv[3], static_cast<unsigned>(std::atoi(argv[4])));
  }
  if (command == "sizes" && argc == 3) return compare_sizes(argv[2]);
  std::fputs("usage: placements link LIST OUT JOBS | sizes DIR\n", stderr);
  return 2;
}
