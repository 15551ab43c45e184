#include "cafs/io/place.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/io/create_file.h"
#include "cafs/io/system.h"

namespace cafs {

namespace {

constexpr std::array<std::string_view, kPlacements> kNames{"hardlink", "reflink", "copy",
                                                           "symlink"};

constexpr mode_t kReadable = 0444;

// Signals are noticed between two copies of this size.
constexpr std::size_t kMostAtOnce = 8 << 20;

/// Whether link() gives this error for every file of a directory alike: another mount or file
/// system, files of somebody else (fs.protected_hardlinks), a file system without links.
bool is_refusal_of_links(int error) {
  return error == EXDEV || error == EPERM || error == EOPNOTSUPP || error == ENOSYS;
}

/// Any error except those that copying would meet as well.
bool is_refusal_of_clones(int error) {
  return error != ENOSPC && error != EDQUOT && error != EIO && error != EINTR;
}

Error impossible(Placement placement, const SourceFile& source, int error) {
  return Error(fmt::format("cannot make a {} of {}: {} (--link auto takes what is possible)",
                           name(placement), source.path(), std::strerror(error)));
}

Fd open_source(const SourceFile& source) {
  Fd fd(::openat(source.directory->fd(), source.name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) throw_errno("open", source.path());
  return fd;
}

std::uint64_t read_and_write(const Fd& from, const Fd& to, const SourceFile& source,
                             std::uint64_t done) {
  constexpr std::size_t kStep = 1 << 17;  // not on the stack: a thread of musl's may have no more
  const auto buffer = std::make_unique_for_overwrite<std::byte[]>(kStep);
  for (;;) {
    throw_if_interrupted();
    const ssize_t got = ::read(from.get(), buffer.get(), kStep);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno("read", source.path());
    if (got == 0) return done;
    write_all(to, ByteView(buffer.get(), static_cast<std::size_t>(got)),
              "a copy of " + source.path());
    done += static_cast<std::uint64_t>(got);
  }
}

}  // namespace

std::string_view name(Placement placement) { return kNames[static_cast<std::size_t>(placement)]; }

std::optional<Link> link_named(std::string_view name) {
  if (name == "auto") return Link{};
  const auto* const found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return Link{static_cast<Placement>(found - kNames.begin())};
}

mode_t creation_mask() {
  static const mode_t mask = [] {
    const mode_t now = ::umask(0);
    ::umask(now);
    return now;
  }();
  return mask;
}

bool is_content_mode(mode_t mode, bool executable) {
  constexpr mode_t kExecutable = 0111;
  constexpr mode_t kReadableByOwner = 0400;
  const mode_t executes = mode & kExecutable;
  const mode_t reads = (mode & kReadable) >> 2;
  const bool as_named = executable ? (executes & reads) == reads : executes == 0;
  return as_named && (mode & kReadableByOwner) != 0;
}

std::optional<SourceFile> look_at(const Directory& directory, const std::string& name) {
  const auto status = directory.status(name);
  if (!status) return std::nullopt;
  if (!status->regular) throw Error(name + ": is not a regular file");
  return SourceFile{&directory, name, status->size, status->mode};
}

Placer::Placer(Link link) : link_(link), readable_(kReadable & ~creation_mask()) {}

/// Whether the file may be linked: a link shares its mode, which must be one that a store has.
bool Placer::has_store_mode(const SourceFile& source, bool executable) const {
  constexpr mode_t kNever = 07022;  // special bits, and writable by others
  return is_content_mode(source.mode, executable) && (source.mode & readable_) == readable_ &&
         (source.mode & kNever) == 0;
}

std::optional<Placement> Placer::place(const SourceFile& source, bool executable,
                                       const Directory& to, const std::string& name) {
  throw_if_interrupted();
  const bool linkable = has_store_mode(source, executable);
  if (linkable && wants(Placement::hardlink) && !no_hardlink_.load(std::memory_order_relaxed)) {
    const Result result = hardlink(source, to, name);
    if (result == Result::placed) return Placement::hardlink;
    if (result == Result::exists) return std::nullopt;
  }
  if (linkable && link_.only == Placement::symlink && source.size > kCopiedUpTo) {
    if (::symlinkat(source.path().c_str(), to.fd(), name.c_str()) == 0) return Placement::symlink;
    if (errno == EEXIST) return std::nullopt;
    throw_errno("symlink", to.path() + "/" + name);
  }
  return copy(source, executable, to, name);
}

Placer::Result Placer::hardlink(const SourceFile& source, const Directory& to,
                                const std::string& name) {
  // If the source is a symbolic link, the link is made to its target.
  const int flags = AT_SYMLINK_FOLLOW;
  if (::linkat(source.directory->fd(), source.name.c_str(), to.fd(), name.c_str(), flags) == 0) {
    return Result::placed;
  }
  if (errno == EEXIST) return Result::exists;
  const bool refused = is_refusal_of_links(errno);
  // EMLINK is about one inode: the empty file of many packages may have reached the limit of links.
  if (!refused && errno != EMLINK) throw_errno("link", source.path());
  if (link_.only) throw impossible(Placement::hardlink, source, errno);
  if (refused) no_hardlink_.store(true, std::memory_order_relaxed);
  return Result::refused;
}

std::optional<Placement> Placer::copy(const SourceFile& source, bool executable,
                                      const Directory& to, const std::string& name) {
  const Fd from = open_source(source);
  const bool clones = wants(Placement::reflink) && !no_reflink_.load(std::memory_order_relaxed);
  const mode_t mode = executable ? 0777 : 0666;
  NewFile made = clones ? create_clone(from, to.fd(), name, mode & ~creation_mask())
                        : NewFile{.file = create_file(to.fd(), name, mode)};
  if (!made.file && !made.has_content) {
    if (errno != EEXIST) throw_errno("open", to.path() + "/" + name);
    return std::nullopt;
  }
  try {
    if (clones && !made.has_content) take_refusal_of_clones(source);
    if (!made.has_content) fill(from, made.file, source);
    if (made.file && !made.file.close()) throw_errno("close", to.path() + "/" + name);
  } catch (...) {
    ::unlinkat(to.fd(), name.c_str(), 0);
    throw;
  }
  return made.has_content ? Placement::reflink : Placement::copy;
}

void Placer::fill(const Fd& from, const Fd& to, const SourceFile& source) {
  const std::uint64_t copied = read_and_write(from, to, source, copy_range(from, to, source));
  if (copied == source.size) return;
  throw Error(fmt::format("{}: has {} bytes where it had {}", source.path(), copied, source.size));
}

/// Handles a clone that failed, by errno.
void Placer::take_refusal_of_clones(const SourceFile& source) {
  if (errno == EINTR) throw_if_interrupted();
  if (!is_refusal_of_clones(errno)) throw_errno("clone", source.path());
  if (link_.only) throw impossible(Placement::reflink, source, errno);
  no_reflink_.store(true, std::memory_order_relaxed);
}

/// Copies inside the kernel and tells how far it got.
std::uint64_t Placer::copy_range(const Fd& from, const Fd& to, const SourceFile& source) {
  std::uint64_t done = 0;
  while (done < source.size && !no_copy_range_.load(std::memory_order_relaxed)) {
    throw_if_interrupted();
    const std::size_t some = std::min<std::uint64_t>(source.size - done, kMostAtOnce);
    const ssize_t got = copy_some(from, to, some);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && !is_refusal_of_clones(errno)) throw_errno("copy", source.path());
    if (got < 0) no_copy_range_.store(true, std::memory_order_relaxed);
    if (got <= 0) break;
    done += static_cast<std::uint64_t>(got);
  }
  return done;
}

}  // namespace cafs
