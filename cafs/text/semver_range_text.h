#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// `text` without white space at its ends, and with one blank for each run of it.
std::string with_single_blanks(std::string_view text);

/// A range without `||`, rewritten as words with one blank between them. A word is a version,
/// perhaps with a relation, `~` or `^` before it: `1.2 - 2` becomes `>=1.2.0-0 <3.0.0-0`. Other
/// text stays as it is. The range must have single blanks.
std::string as_words(std::string_view range);

/// `word` without the first build metadata in it, `+ID.ID`; `text` without all of it.
std::string without_build(std::string_view word);
std::string without_builds(std::string_view text);

/// Takes `<`, `>`, `=`, `<=`, `>=` or nothing off the start.
std::string_view take_relation(std::string_view& text);

}  // namespace cafs
