#include "cafs/merge/content_map.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace cafs {

namespace {

constexpr std::size_t kFewestSlots = 16;

/// Any word of a digest will do, except the first, which starts with the shard.
std::size_t hash_of(const ContentName& name) {
  std::size_t word = 0;
  std::memcpy(&word, name.digest.bytes().data() + 8, sizeof word);
  return word + static_cast<std::size_t>(name.executable);
}

}  // namespace

/// Where the name is, or would be. There must be slots.
const std::uint32_t* ContentMap::slot_of(const ContentName& name) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hash_of(name) & mask;; i = (i + 1) & mask) {
    if (slots_[i] == 0 || files_[slots_[i] - 1].name == name) return &slots_[i];
  }
}

std::uint32_t* ContentMap::slot_of(const ContentName& name) {
  return const_cast<std::uint32_t*>(std::as_const(*this).slot_of(name));
}

const PlannedFile* ContentMap::find(const ContentName& name) const {
  if (slots_.empty()) return nullptr;
  const std::uint32_t place = *slot_of(name);
  return place == 0 ? nullptr : &files_[place - 1];
}

void ContentMap::put(const PlannedFile& file) {
  if (2 * (files_.size() + 1) > slots_.size()) grow();
  std::uint32_t& place = *slot_of(file.name);
  if (place == 0) {
    files_.push_back(file);
    place = static_cast<std::uint32_t>(files_.size());
  } else if (PlannedFile& known = files_[place - 1]; file.fragment < known.fragment) {
    known = file;
  }
}

void ContentMap::grow() {
  slots_.assign(std::max(kFewestSlots, 2 * slots_.size()), 0);
  for (std::uint32_t place = 1; const PlannedFile& file : files_) *slot_of(file.name) = place++;
}

}  // namespace cafs
