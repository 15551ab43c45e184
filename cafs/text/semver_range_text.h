#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// `text` without white space at its ends, and with one blank for each run of it.
std::string with_single_blanks(std::string_view text);

/// A range without `||` as words with a blank between them, each a version with or without a
/// relation, `~` or `^` before it: `1.2 - 2` becomes `>=1.2.0-0 <3.0.0-0`. What is none of these
/// stays what it is. The text has single blanks.
std::string as_words(std::string_view range);

/// `word` without the first build metadata in it, `+ID.ID`; `text` without all of it.
std::string without_build(std::string_view word);
std::string without_builds(std::string_view text);

/// Takes `<`, `>`, `=`, `<=`, `>=` or nothing off the start.
std::string_view take_relation(std::string_view& text);

}  // namespace cafs
