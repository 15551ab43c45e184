#include "cafs/text/yaml.h"

#include <yaml.h>

#include <string>
#include <tuple>

#include "cafs/base/error.h"
#include "cafs/text/line_breaks.h"
#include "cafs/text/yaml_block.h"
#include "cafs/text/yaml_builder.h"

namespace cafs {

namespace {

std::uint32_t line_of(const yaml_mark_t& mark) { return static_cast<std::uint32_t>(mark.line + 1); }

/// libyaml's parser, which gives one event after the other.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {
    if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    yaml_parser_set_input_string(&parser_, bytes, text.size());
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  }
  ~Parser() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// The next event, which is valid until the following call.
  const yaml_event_t& next() {
    yaml_event_delete(&event_);
    event_ = {};
    if (yaml_parser_parse(&parser_, &event_) == 0) throw_problem();
    return event_;
  }

 private:
  [[noreturn]] void throw_problem() const {
    if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    // For invalid characters, libyaml tells the offset of the byte.
    const std::uint32_t line = parser_.error == YAML_READER_ERROR
                                   ? line_at(text_, parser_.problem_offset)
                                   : line_of(parser_.problem_mark);
    throw yaml_error(line, parser_.problem ? parser_.problem : "is no YAML");
  }

  std::string_view text_;
  yaml_parser_t parser_{};
  yaml_event_t event_{};
};

std::string_view view(const yaml_char_t* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

YamlMark mark_of(const yaml_event_t& event, const yaml_char_t* anchor, const yaml_char_t* tag) {
  return {line_of(event.start_mark), view(anchor), view(tag)};
}

void take_scalar(const yaml_event_t& event, YamlBuilder& builder) {
  const auto& scalar = event.data.scalar;
  const std::string_view text(reinterpret_cast<const char*>(scalar.value), scalar.length);
  const bool is_plain = scalar.style == YAML_PLAIN_SCALAR_STYLE && !scalar.tag;
  builder.scalar(text, is_plain, mark_of(event, scalar.anchor, scalar.tag));
}

void take(const yaml_event_t& event, YamlBuilder& builder) {
  const auto& [sequence, mapping] = std::tie(event.data.sequence_start, event.data.mapping_start);
  switch (event.type) {
    case YAML_DOCUMENT_START_EVENT:
      return builder.begin_document();
    case YAML_SCALAR_EVENT:
      return take_scalar(event, builder);
    case YAML_ALIAS_EVENT:
      return builder.alias(std::string(view(event.data.alias.anchor)), line_of(event.start_mark));
    case YAML_SEQUENCE_START_EVENT:
      return builder.open(YamlNode::Kind::sequence, mark_of(event, sequence.anchor, sequence.tag));
    case YAML_MAPPING_START_EVENT:
      return builder.open(YamlNode::Kind::mapping, mark_of(event, mapping.anchor, mapping.tag));
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      return builder.close();
    default:
      return;
  }
}

void read_by_libyaml(std::string_view text, YamlBuilder& builder) {
  Parser parser(text);
  for (;;) {
    const yaml_event_t& event = parser.next();
    if (event.type == YAML_STREAM_END_EVENT) return;
    take(event, builder);
  }
}

/// False for an error, too: libyaml then says why.
bool read_as_usual(std::string_view text, YamlBuilder& builder) {
  try {
    return read_yaml_blocks(text, builder);
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

/// libyaml would count a byte order mark as a column, and take the rest of the line for indented.
/// It also knows the line breaks of YAML 1.1, which are none to pnpm; writers escape these
/// characters.
YamlStream::YamlStream(std::string_view text, YamlReader reader) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  if (const auto old = find_old_line_break(text)) {
    throw yaml_error(line_at(text, *old),
                     "a line break that only YAML 1.1 has (U+0085, U+2028 or U+2029)");
  }
  if (reader == YamlReader::quickest) {
    YamlBuilder builder(*this);
    if (read_as_usual(text, builder)) return;
    *this = YamlStream();
  }
  YamlBuilder builder(*this);
  read_by_libyaml(text, builder);
}

}  // namespace cafs
