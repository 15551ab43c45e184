#include "cafs/add_seconds.h"

namespace cafs {

void AddSeconds::add(const AddSeconds& other) {
  opening += other.opening;
  unpacking += other.unpacking;
  hashing += other.hashing;
  placing += other.placing;
  indexing += other.indexing;
  publishing += other.publishing;
  waiting += other.waiting;
}

}  // namespace cafs
