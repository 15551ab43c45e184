#include "cafs/store/content_files.h"

#include <algorithm>

#include "cafs/io/place.h"

namespace cafs {

mode_t content_mode(Executable executable) { return executable == Executable::yes ? 0777 : 0666; }

bool has_content(const Directory& store, const std::string& path, Executable executable,
                 std::uint64_t size) {
  const auto found = store.status(path);
  return found && found->regular && found->size == size &&
         is_content_mode(found->mode, executable == Executable::yes);
}

namespace {

constexpr std::string_view kContent = "files/";
constexpr std::size_t kDigits = 2;

std::size_t hex_value(char digit) {
  return static_cast<std::size_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

std::size_t number_of(std::string_view shard) {
  const std::size_t digits = shard.size() - kDigits;
  const std::size_t base = shard.starts_with(kContent) ? 0 : 256;
  return base + 16 * hex_value(shard[digits]) + hex_value(shard[digits + 1]);
}

}  // namespace

bool KnownShards::is_shard(std::string_view directory) {
  const std::size_t slash = directory.find('/');
  return slash != directory.npos && is_shard_name(directory.substr(slash + 1));
}

bool KnownShards::contains(std::string_view shard) const {
  return known_[number_of(shard)].load(std::memory_order_acquire);
}

void KnownShards::add(std::string_view shard) {
  known_[number_of(shard)].store(true, std::memory_order_release);
}

void KnownShards::clear() {
  for (std::atomic<bool>& known : known_) known.store(false, std::memory_order_relaxed);
}

InFlight::Claim::Claim(InFlight& in_flight, const std::string& path)
    : in_flight_(in_flight), path_(path) {
  std::unique_lock lock(in_flight.mutex_);
  in_flight.released_.wait(lock, [&] { return !in_flight.has(path); });
  in_flight.paths_.push_back(path);
}

InFlight::Claim::~Claim() {
  const std::lock_guard lock(in_flight_.mutex_);
  std::erase(in_flight_.paths_, std::string_view(path_));
  in_flight_.released_.notify_all();
}

bool InFlight::has(std::string_view path) const {
  return std::find(paths_.begin(), paths_.end(), path) != paths_.end();
}

}  // namespace cafs
