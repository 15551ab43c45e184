#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cafs/store/store.h"

namespace cafs {

/// Stores of one or several of pnpm's versions below one directory, to be written together. The
/// versions name content alike, so content of two of them is one file with two names, if the file
/// system allows that.
class StoreSet {
 public:
  /// Opens or prepares a store of each kind, as `Store` does; no two of one version.
  StoreSet(const std::string& root, Visibility visibility, Durability durability,
           std::span<const StoreKind> kinds);
  StoreSet(const StoreSet&) = delete;
  StoreSet& operator=(const StoreSet&) = delete;
  ~StoreSet();

  std::size_t size() const { return stores_.size(); }
  Store& operator[](std::size_t i) { return *stores_[i]; }

  /// Makes what was to appear at the end appear, version by version.
  void publish();

 private:
  std::vector<std::unique_ptr<Store>> stores_;
};

}  // namespace cafs
