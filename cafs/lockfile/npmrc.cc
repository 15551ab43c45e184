#include "cafs/lockfile/npmrc.h"

#include <algorithm>

namespace cafs {

namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view trim(std::string_view text) {
  const std::size_t start = std::min(text.find_first_not_of(kBlanks), text.size());
  const std::size_t last = text.find_last_not_of(kBlanks);
  return text.substr(start, last == text.npos ? 0 : last + 1 - start);
}

std::string_view without_quotes(std::string_view text) {
  const bool is_quoted = text.size() >= 2 && text.front() == text.back() &&
                         (text.front() == '"' || text.front() == '\'');
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

/// The value after an equals sign: in quotes, or up to a comment, which needs no blank before it.
std::string_view value_of(std::string_view text) {
  text = trim(text);
  const std::string_view plain = without_quotes(text);
  return plain.size() < text.size() ? plain : trim(text.substr(0, text.find_first_of(";#")));
}

std::string expanded(std::string_view text, const Variables& variables) {
  std::string out;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t open = std::min(text.find("${", start), text.size());
    const std::size_t close = text.find('}', open);
    out += text.substr(start, open - start);
    if (close == text.npos) return out.append(text.substr(open));
    const auto value = variables(text.substr(open + 2, close - open - 2));
    out += value ? *value : text.substr(open, close + 1 - open);
    start = close + 1;
  }
  return out;
}

/// The scope whose registry the key sets; empty for the default registry.
std::optional<std::string_view> scope_of(std::string_view key) {
  constexpr std::string_view kOfScope = ":registry";
  if (key == "registry") return "";
  if (!key.starts_with('@') || !key.ends_with(kOfScope)) return std::nullopt;
  return key.substr(0, key.size() - kOfScope.size());
}

}  // namespace

void read_npmrc(std::string_view text, const Variables& variables,
                const std::function<void(std::string_view key, std::string value)>& found) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = text.substr(start, end - start);
    start = end + 1;
    const std::size_t equals = line.find('=');
    if (equals == line.npos) continue;
    const std::string_view key = without_quotes(trim(line.substr(0, equals)));
    found(key, expanded(value_of(line.substr(equals + 1)), variables));
  }
}

Registries registries_of_npmrc(std::string_view text, const Variables& variables) {
  Registries registries;
  read_npmrc(text, variables, [&](std::string_view key, std::string url) {
    if (const auto scope = scope_of(key)) registries.set(std::string(*scope), {std::move(url), {}});
  });
  return registries;
}

}  // namespace cafs
