#include "administration/forms/exchange/xdatenfelder/field_of.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/exchange/xdatenfelder/correspondence.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

/// Types that came with XDatenfelder 3; before them there was text.
std::string in_release(std::string const& type, Release release) {
  bool const newer = type == "text_latin" or type == "time" or type == "datetime";
  return newer and release == Release::two ? "text" : type;
}

std::string euros(std::int64_t cents) { return fmt::format("{}.{:02}", cents / 100, cents % 100); }

void bound(Bounds& bounds, Question const& question) {
  if (question.least == 0 and question.most == 0) return;
  auto const plain = [](std::int64_t value) { return std::to_string(value); };
  switch (question.kind) {
    case Kind::text:
    case Kind::area:
    case Kind::name:
      if (question.least > 0) bounds.min_length = plain(question.least);
      if (question.most > 0) bounds.max_length = plain(question.most);
      break;
    case Kind::number:
      bounds.min_value = plain(question.least);
      if (question.most > 0) bounds.max_value = plain(question.most);
      break;
    case Kind::money:
      bounds.min_value = euros(question.least);
      if (question.most > 0) bounds.max_value = euros(question.most);
      break;
    default:
      break;
  }
}

}  // namespace

void fill_field(Element& field, Question const& question, std::vector<Check>& checks, Release release) {
  auto const type = question.fim.type.empty() ? type_of(question) : question.fim.type;
  auto const slash = type.find('/');
  field.field_kind = type.substr(0, slash);
  field.type = in_release(slash == std::string::npos ? "text" : type.substr(slash + 1), release);
  field.prefill = "keine";
  bool const is_text = field.field_kind == "input" and field.type.starts_with("text");
  bool const is_number = field.type.starts_with("num");
  if (is_text or (is_number and question.kind != Kind::text)) bound(field.bounds, question);
  if (question.kind == Kind::note) {
    field.content = question.label[i18n::Language::german];
    field.name = field.label = field.label_shown = question.fim.name.empty() ? "Hinweis" : question.fim.name;
    field.help.clear();
  }
  std::erase_if(checks, [&](Check const& check) {
    auto const pattern = pattern_in(question.name, check.that);
    if (pattern.empty()) return false;
    if (is_text and field.bounds.pattern.empty()) field.bounds.pattern = pattern;
    bool const made = check.otherwise[i18n::Language::german] == sentence_of_pattern;
    bool const of_type = pattern == pattern_of_decimal or pattern == pattern_of_moment;
    return made and (field.bounds.pattern == pattern or (not is_text and of_type));
  });
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
