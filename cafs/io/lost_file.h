#pragma once

namespace cafs {

/// From now on, when the content of a mapped file is gone (it was truncated meanwhile, or its disk
/// cannot read it: SIGBUS), `line` is written to standard error and the process ends with `code`.
/// What it leaves is what a killed one leaves. `line` must live as long.
void end_where_a_file_is_lost(const char* line, int code);

}  // namespace cafs
