#include "cafs/content_map.h"

#include <algorithm>
#include <cstring>

namespace cafs {

std::size_t ContentMap::Hash::operator()(const Key& key) const noexcept {
  std::size_t word = 0;  // of a digest any will do
  std::memcpy(&word, key.data() + 8, sizeof word);
  return word + std::to_integer<std::size_t>(key[0]);
}

ContentMap::Key ContentMap::key(const ContentName& name) {
  Key key{};
  std::copy_n(name.digest.bytes().begin(), key.size(), key.begin());
  key[0] = static_cast<std::byte>(name.executable);
  return key;
}

const PlannedFile* ContentMap::find(const ContentName& name) const {
  const auto found = files_.find(key(name));
  return found == files_.end() ? nullptr : &found->second;
}

void ContentMap::put(const ContentName& name, const PlannedFile& file) {
  first_ = name.digest.bytes()[0];
  const auto [known, added] = files_.try_emplace(key(name), file);
  if (!added && file.fragment < known->second.fragment) known->second = file;
}

void ContentMap::for_each(
    const std::function<void(const ContentName&, const PlannedFile&)>& body) const {
  for (const auto& [key, file] : files_) {
    Key digest = key;
    digest[0] = first_;
    body({Digest(digest), static_cast<Executable>(key[0] != std::byte{0})}, file);
  }
}

}  // namespace cafs
