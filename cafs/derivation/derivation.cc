#include "cafs/derivation/derivation.h"

#include <fmt/format.h>

namespace cafs {

namespace {

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
      case '\\':
        out.append(1, '\\').append(1, c);
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
  out += '"';
}

/// `(…,…)` of strings.
void append_tuple(std::string& out, std::initializer_list<std::string_view> items) {
  char before = '(';
  for (const std::string_view item : items) {
    out += before;
    append_string(out, item);
    before = ',';
  }
  out += ')';
}

/// `[…,…]`, each item by `append`.
template <typename Items, typename Append>
void append_list(std::string& out, const Items& items, Append append) {
  char before = '[';
  for (const auto& item : items) {
    out += before;
    append(item);
    before = ',';
  }
  out += before == '[' ? "[]" : "]";
}

/// Appends inputs that have one output, `out`.
void append_inputs(std::string& out, const auto& inputs) {
  append_list(out, inputs, [&](const std::string& input) {
    out += '(';
    append_string(out, input);
    out += ",[\"out\"])";
  });
}

std::string text_with(const Derivation& derivation, const auto& inputs) {
  std::string out = "Derive(";
  const auto append = [&](const std::string& text) { append_string(out, text); };
  append_list(out, derivation.outputs, [&](const auto& item) {
    const auto& [name, output] = item;
    append_tuple(out, {name, output.path, output.hash_algorithm, output.hash});
  });
  out += ',';
  append_inputs(out, inputs);
  out += ',';
  append_list(out, derivation.input_sources, append);
  out += ',';
  append_string(out, derivation.system);
  out += ',';
  append_string(out, derivation.builder);
  out += ',';
  append_list(out, derivation.arguments, append);
  out += ',';
  append_list(out, derivation.environment, [&](const auto& variable) {
    append_tuple(out, {variable.first, variable.second});
  });
  return out + ')';
}

}  // namespace

std::string fixed_input_hash(const Integrity& integrity, const std::string& path) {
  return hash(HashAlgorithm::sha256, as_bytes(fixed_text(integrity) + path)).hex();
}

std::string derivation_text(const Derivation& derivation, const std::vector<std::string>& inputs) {
  return text_with(derivation, inputs);
}

void set_output_path(Derivation& derivation, const std::vector<FixedInput>& inputs,
                     const NixStore& store) {
  std::string& path = derivation.outputs["out"].path;
  std::string& variable = derivation.environment["out"];
  path = variable = "";
  std::set<std::string> hashes;
  for (const FixedInput& input : inputs) hashes.insert(input.hash);
  const std::string text = text_with(derivation, hashes);
  path = variable = store.output_path(derivation.name, hash(HashAlgorithm::sha256, as_bytes(text)));
}

}  // namespace cafs
