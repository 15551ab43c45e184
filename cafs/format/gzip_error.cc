#include "cafs/format/gzip_error.h"

namespace cafs {

Error gzip_cut_off() { return Error("the gzip data are cut off"); }

}  // namespace cafs
