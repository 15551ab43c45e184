#include "cafs/io/input_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include "cafs/base/error.h"
#include "cafs/io/fd.h"

namespace cafs {

namespace {

// Inflating reads 0.3 MB of a tarball in a millisecond.
constexpr std::chrono::milliseconds kInterval{5};

/// If it fails, that costs nothing but the memory.
void release(ByteView mapping) {
  ::madvise(const_cast<std::byte*>(mapping.data()), mapping.size(), MADV_DONTNEED);
}

// Mapping costs more than reading below some hundred kilobytes: its set-up and tear-down stop the
// other threads.
constexpr std::size_t kReadUpTo = 1 << 20;

Fd open_regular(const std::string& path, std::size_t& size) {
  // O_NONBLOCK: opening a fifo must not wait for a writer.
  Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) throw_errno("open", path);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) throw_errno("stat", path);
  if (S_ISDIR(status.st_mode)) throw Error(path + ": is a directory");
  if (!S_ISREG(status.st_mode)) throw Error(path + ": is not a regular file");
  size = static_cast<std::size_t>(status.st_size);
  return fd;
}

void read_all(const Fd& fd, const std::string& path, std::size_t size, ByteBuffer& buffer) {
  buffer.reserve(size);
  while (buffer.size() < size) {
    const ssize_t got = ::read(fd.get(), buffer.data() + buffer.size(), size - buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno("read", path);
    if (got == 0) return;
    buffer.resize(buffer.size() + static_cast<std::size_t>(got));
  }
}

const char* last_line = "";
int exit_code = 1;

std::atomic_flag ending;

/// A signal handler, which calls only functions that are safe in one. Several threads may lose the
/// file at once.
[[noreturn]] void end(int) {
  while (ending.test_and_set()) ::pause();
  pollfd error{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
  if (::poll(&error, 1, 0) > 0) {  // it must not wait for a reader
    static_cast<void>(::write(STDERR_FILENO, last_line, std::strlen(last_line)) < 0);
  }
  ::_exit(exit_code);
}

}  // namespace

PageRelease::PageRelease(ByteView mapping) : mapping_(mapping) {
  try {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  } catch (const std::exception&) {
    // No thread, no memory for one: the pages stay.
  }
}

void PageRelease::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  do {
    release(mapping_);
  } while (!stopped_.wait_for(lock, stop, kInterval, [&] { return stop.stop_requested(); }));
  release(mapping_);
}

InputFile::InputFile(const std::string& path) : path_(path) {
  std::size_t size = 0;
  Fd fd = open_regular(path, size);
  if (size <= kReadUpTo) {
    read_all(fd, path, size, buffer_);
    bytes_ = buffer_.view();
    return;
  }
  void* const mapping = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (mapping == MAP_FAILED) throw_errno("mmap", path);
  mapping_ = mapping;
  bytes_ = {static_cast<const std::byte*>(mapping), size};
  fd_ = std::move(fd);
}

FileReader InputFile::reader() const {
  Fd fd(::fcntl(fd_.get(), F_DUPFD_CLOEXEC, 0));
  if (!fd) throw_errno("dup", path_);
  return {std::move(fd), path_};
}

std::unique_ptr<PageRelease> InputFile::release_while_read() const {
  return is_large() ? std::make_unique<PageRelease>(bytes_) : nullptr;
}

InputFile::~InputFile() {
  if (mapping_) ::munmap(mapping_, bytes_.size());
}

void end_where_a_file_is_lost(const char* line, int code) {
  last_line = line;
  exit_code = code;
  struct sigaction action {};
  action.sa_handler = end;
  sigaction(SIGBUS, &action, nullptr);
}

}  // namespace cafs
