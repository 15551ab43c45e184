// floor LIST OUT JOBS: reads, inflates and hashes the tarballs of a batch list, hashes the files in
// them, and makes each file once. This is the least work that adding them takes. Everything is in
// memory at once, so all threads do each of the three steps for all tarballs before the next step
// begins: nothing uses a machine better.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "cafs/add/request.h"
#include "cafs/io/file_reader.h"
#include "cafs/io/input_file.h"
#include "cafs/io/text_file.h"
#include "cafs/tarball/container.h"
#include "cafs/tarball/gzip.h"
#include "cafs/tarball/tar.h"
#include "cafs/verify/hash_all.h"

using namespace cafs;

namespace {

struct Inflated {
  std::optional<InputFile> file;
  ByteBuffer tar;
  std::vector<Entry> entries;
};

/// The paths of a list's tarballs, the largest first.
std::vector<std::string> paths_of(const std::string& list) {
  std::vector<std::pair<std::uint64_t, std::string>> found;
  std::istringstream lines(read_text_file(list));
  for (std::string line; std::getline(lines, line);) {
    const std::string path = request_of_line(line).tarball;
    const FileEnds ends = file_ends(path);
    found.emplace_back(expected_unpacked_size(as_bytes(ends.first), as_bytes(ends.last), ends.size),
                       path);
  }
  std::sort(found.rbegin(), found.rend());
  std::vector<std::string> paths;
  for (auto& [size, path] : found) paths.push_back(std::move(path));
  return paths;
}

void inflate(const std::string& path, Inflated& tarball) {
  tarball.file.emplace(path);
  gunzip(tarball.file->bytes(), std::uint64_t{4} << 30, tarball.tar);
  tarball.entries = read_tar(tarball.tar.view());
}

int checked(int result, const char* what) {
  if (result < 0) throw std::runtime_error(what);
  return result;
}

/// The 256 directories files/XX below `out`, open.
std::array<int, 256> shards_below(const std::string& out) {
  std::array<int, 256> shards{};
  ::mkdir(out.c_str(), 0777);
  const int parent = checked(::open(out.c_str(), O_DIRECTORY | O_RDONLY | O_CLOEXEC), "open");
  constexpr const char* kDigits = "0123456789abcdef";
  for (std::size_t i = 0; i < shards.size(); ++i) {
    const std::array<char, 3> name{kDigits[i / 16], kDigits[i % 16], '\0'};
    checked(::mkdirat(parent, name.data(), 0777), "mkdir");
    shards[i] = checked(::openat(parent, name.data(), O_DIRECTORY | O_RDONLY | O_CLOEXEC), "open");
  }
  return shards;
}

void create(int shard, const std::string& name, ByteView content) {
  const int fd = ::openat(shard, name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
  if (fd < 0) return;  // another package has the same file
  while (!content.empty()) {
    content = content.subspan(static_cast<std::size_t>(
        checked(static_cast<int>(
                    ::write(fd, content.data(), std::min<std::size_t>(content.size(), 1 << 30))),
                "write")));
  }
  ::close(fd);
}

void run(const std::string& list, const std::string& out, unsigned jobs) {
  Workers workers(jobs);
  const std::vector<std::string> paths = paths_of(list);
  std::deque<Inflated> tarballs(paths.size());
  workers.for_each(paths.size(), [&](std::size_t i) { inflate(paths[i], tarballs[i]); });
  std::vector<ByteView> messages;
  for (const Inflated& tarball : tarballs) {
    for (const Entry& entry : tarball.entries) messages.push_back(entry.content);
  }
  const std::size_t files = messages.size();
  for (const Inflated& tarball : tarballs) messages.push_back(tarball.file->bytes());
  const std::vector<Digest> digests = hash_all(messages, workers);
  const std::array<int, 256> shards = shards_below(out);
  workers.for_each(files, [&](std::size_t i) {
    const auto shard = std::to_integer<std::size_t>(digests[i].bytes().front());
    create(shards[shard], digests[i].hex().substr(2), messages[i]);
  });
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 4) throw std::runtime_error("usage: floor LIST OUT JOBS");
    run(argv[1], argv[2], static_cast<unsigned>(std::atoi(argv[3])));
    ::_exit(0);  // freeing the memory is not to be measured
  } catch (const std::exception& e) {
    std::cerr << "floor: " << e.what() << '\n';
    return 1;
  }
}
