#include "cafs/merge/zstd_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"

namespace cafs {

namespace {

constexpr std::size_t kFrame = 8 << 20;
constexpr unsigned kMostFrames = 16;  // at a time: they take memory

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

std::size_t checked(std::size_t result) {
  if (ZSTD_isError(result)) throw Error(fmt::format("zstd: {}", ZSTD_getErrorName(result)));
  return result;
}

/// One frame.
ByteBuffer compress(ByteView bytes) {
  const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  if (!context) throw std::bad_alloc();
  checked(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1));
  ByteBuffer frame;
  frame.reserve(ZSTD_compressBound(bytes.size()));
  frame.resize(checked(
      ZSTD_compress2(context.get(), frame.data(), frame.capacity(), bytes.data(), bytes.size())));
  return frame;
}

}  // namespace

ZstdFile::ZstdFile(const Directory& directory, const std::string& name, Workers& workers)
    : path_(directory.path() + "/" + name),
      fd_(::openat(directory.fd(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)),
      workers_(workers),
      room_(kFrame * std::min(workers.jobs(), kMostFrames)) {
  if (!fd_) throw_errno("open", path_);
}

void ZstdFile::write(ByteView bytes) {
  while (!bytes.empty()) {
    const std::size_t some = std::min(bytes.size(), room_ - pending_.size());
    pending_.append(bytes.first(some));
    bytes = bytes.subspan(some);
    if (pending_.size() == room_) flush();
  }
}

void ZstdFile::flush() {
  std::vector<ByteBuffer> frames((pending_.size() + kFrame - 1) / kFrame);
  workers_.for_each(frames.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const ByteView rest = pending_.view().subspan(i * kFrame);
    frames[i] = compress(rest.first(std::min(rest.size(), kFrame)));
  });
  for (const ByteBuffer& frame : frames) write_all(fd_, frame.view(), path_);
  pending_.resize(0);
}

void ZstdFile::finish() {
  flush();
  if (!fd_.close()) throw_errno("close", path_);
}

}  // namespace cafs
