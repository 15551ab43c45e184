#pragma once
#include "cafs/io/directory.h"
#include "cafs/link/slot_writer.h"

namespace cafs {

/// Whether `package` has the files of `content`, with their bytes and modes, and no others: what
/// `writer` would write there. Throws std::system_error.
bool has_same_content(const Directory& package, const SlotContent& content,
                      const SlotWriter& writer);

}  // namespace cafs
