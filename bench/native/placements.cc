// placements link LIST OUT JOBS: hardlinks, for each "SOURCE<tab>PATH" line of LIST, SOURCE to
// OUT/PATH: what placing files costs at least, without any of the work around it.
#include <sys/stat.h>
#include <unistd.h>

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

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  if (command == "link" && argc == 5) {
    return link_all(argv[2], argv[3], static_cast<unsigned>(std::atoi(argv[4])));
  }
  std::fputs("usage: placements link LIST OUT JOBS\n", stderr);
  return 2;
}
