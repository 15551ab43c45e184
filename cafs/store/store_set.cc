#include "cafs/store/store_set.h"

namespace cafs {

StoreSet::StoreSet(const std::string& root, Visibility visibility, Durability durability,
                   std::span<const StoreKind> kinds) {
  for (const StoreKind& kind : kinds) {
    stores_.push_back(std::make_unique<Store>(root, visibility, durability, kind));
    if (stores_.size() > 1) stores_.back()->share_with(*stores_.front());
  }
}

/// The first store goes last: it made the directories that all share, and removes them if they are
/// empty.
StoreSet::~StoreSet() {
  while (!stores_.empty()) stores_.pop_back();
}

void StoreSet::publish() {
  for (const auto& store : stores_) store->publish();
}

}  // namespace cafs
