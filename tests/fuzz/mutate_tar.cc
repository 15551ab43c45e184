// The mutator of the targets that read a tar archive.
#include "tests/fuzz/tar_mutator.h"

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  std::vector<std::uint8_t> tar(data, data + size);
  cafs::fuzz::mutate_tar(tar, max_size, seed);
  return cafs::fuzz::give_back(tar, data, max_size);
}
