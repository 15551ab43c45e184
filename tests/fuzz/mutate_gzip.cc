// The mutator of the target that inflates: most inputs that can be inflated get the right checksum.
#include "tests/fuzz/tar_mutator.h"

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  std::vector<std::uint8_t> gzip(data, data + size);
  cafs::fuzz::mutate_bytes(gzip, max_size);
  if (seed % 8 != 0) cafs::fuzz::fix_gzip_trailer(gzip);
  return cafs::fuzz::give_back(gzip, data, max_size);
}
