#include "cafs/known_shards.h"

namespace cafs {

namespace {

std::size_t hex_value(char digit) {
  return static_cast<std::size_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

std::size_t number_of(std::string_view shard) {
  const std::size_t digits = shard.size() - 2;
  const std::size_t base = shard[0] == 'f' ? 0 : 256;
  return base + 16 * hex_value(shard[digits]) + hex_value(shard[digits + 1]);
}

}  // namespace

bool KnownShards::is_shard(std::string_view directory) {
  return directory.starts_with("files/") || directory.starts_with("index/");
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

}  // namespace cafs
