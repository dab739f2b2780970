#include "administration/forms/exchange/xdatenfelder/draft_field.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "administration/forms/exchange/xdatenfelder/correspondence.h"
#include "administration/forms/exchange/xdatenfelder/field_of.h"
#include "administration/forms/exchange/xdatenfelder/one_line.h"
#include "administration/forms/rules/definition.h"
#include "base/text.h"
#include "engines/feel/feel.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

std::optional<Kind> marked_kind(Marks const& marks) {
  auto const word = marks.text("kind");
  for (auto kind = 0; kind <= static_cast<int>(Kind::note); ++kind) {
    if (word_of(static_cast<Kind>(kind)) == word) return static_cast<Kind>(kind);
  }
  return std::nullopt;
}

/// Texts that one of our kinds checks better than a length: told by the name, since FIM knows no such types.
Kind kind_of_text(Element const& field) {
  constexpr std::int64_t longest_line = 255;
  struct Word {
    std::string_view name;
    Kind kind;
  };
  constexpr std::array<Word, 13> words{{{"e-mail", Kind::email},
                                        {"e-mail-adresse", Kind::email},
                                        {"email", Kind::email},
                                        {"telefon", Kind::phone},
                                        {"telefonnummer", Kind::phone},
                                        {"mobilfunknummer", Kind::phone},
                                        {"iban", Kind::iban},
                                        {"familienname", Kind::name},
                                        {"nachname", Kind::name},
                                        {"vorname", Kind::name},
                                        {"vornamen", Kind::name},
                                        {"geburtsname", Kind::name},
                                        {"kfz-kennzeichen", Kind::plate}}};
  auto const name = text::folded(field.name);
  for (auto const& word : words) {
    if (word.name == name and field.bounds.pattern.empty()) return word.kind;
  }
  auto const most = field.bounds.max_length;
  std::int64_t letters = 0;
  std::from_chars(most.data(), most.data() + most.size(), letters);
  return letters > longest_line ? Kind::area : Kind::text;
}

std::optional<std::int64_t> whole(std::string const& text) {
  auto const value = feel::from_text(text, feel::TypeKind::number);
  return value.is_null() ? std::nullopt : value.number().to_integer();
}

/// Euros as cents; nothing where there are parts of a cent.
std::optional<std::int64_t> cents(std::string const& text) {
  auto const value = feel::from_text(text, feel::TypeKind::number);
  auto const hundred = value.is_null() ? std::nullopt : multiply(value.number(), feel::Decimal{100});
  return hundred ? hundred->to_integer() : std::nullopt;
}

void check(Question& question, std::string that, std::string sentence) {
  Check one{.that = std::move(that), .otherwise = {}};
  one.otherwise[i18n::Language::german] = std::move(sentence);
  question.checks.push_back(std::move(one));
}

/// A bound of a number: `least` and `most` where they can hold it, else a check.
void bound_number(Question& question, std::string const& bound, bool lower, std::vector<std::string>& comments) {
  if (bound.empty()) return;
  auto const value = question.kind == Kind::money ? cents(bound) : whole(bound);
  if (not value) return comments.push_back(fmt::format("Grenze {}: ist keine Zahl, die wir fassen", bound));
  if (lower and *value >= 0) {
    question.least = *value;
  } else if (not lower and *value > 0) {
    question.most = *value;
  } else {
    check(question, fmt::format("{0} = null or {0} {1} {2}", question.name, lower ? ">=" : "<=", bound),
          fmt::format("{} {} ist erlaubt.", lower ? "Nicht weniger als" : "Nicht mehr als", bound));
  }
}

void bound_date(Question& question, std::string const& bound, bool lower, std::vector<std::string>& comments) {
  if (bound.empty()) return;
  if (feel::from_text(bound, feel::TypeKind::date).is_null())
    return comments.push_back(fmt::format("Grenze {}: ist kein Datum", bound));
  check(question, fmt::format("{0} = null or {0} {1} date(\"{2}\")", question.name, lower ? ">=" : "<=", bound),
        fmt::format("Das Datum liegt {} {}.", lower ? "vor dem" : "nach dem", bound));
}

/// Patterns of XML schemas are almost those of FEEL; one that FEEL does not read stays a comment.
void add_pattern(Question& question, std::string const& pattern, std::vector<std::string>& comments) {
  if (pattern.empty()) return;
  auto that = pattern_check(question.name, pattern);
  for (auto const& one : question.checks) {
    if (one.that == that) return;
  }
  feel::Names names;
  names.add(question.name, feel::TypeKind::string);
  auto const compiled = feel::compile(that, names);
  auto const tried = compiled ? compiled->evaluate(std::vector{feel::Value{"x"}}, {}) : feel::Value{};
  if (tried.is_null()) return comments.push_back(fmt::format("Muster, das FEEL nicht liest: {}", pattern));
  check(question, std::move(that), std::string{sentence_of_pattern});
}

}  // namespace

Kind kind_of(Element const& field, Marks const& marks, bool many, bool has_options) {
  if (auto const marked = marked_kind(marks)) return *marked;
  if (field.field_kind == "label" or field.type == "obj") return Kind::note;
  if (field.field_kind == "select" and has_options) return many ? Kind::choices : Kind::choice;
  if (field.type == "bool") return Kind::yesno;
  if (field.type == "num_int") return Kind::number;
  if (field.type == "num_currency") return Kind::money;
  if (field.type == "date") return Kind::date;
  if (field.type == "time") return Kind::time;
  if (field.type == "file") return Kind::file;
  if (field.type == "num" or field.type == "datetime") return Kind::text;
  return field.codes.named() ? Kind::text : kind_of_text(field);
}

void bound(Question& question, Element const& field, std::vector<std::string>& comments) {
  auto const& bounds = field.bounds;
  switch (question.kind) {
    case Kind::text:
    case Kind::area:
    case Kind::name:
      if (auto const least = whole(bounds.min_length); least and *least > 0) question.least = *least;
      if (auto const most = whole(bounds.max_length); most and *most > 0) question.most = *most;
      if (question.most != 0 and question.least > question.most) question.least = 0;
      break;
    case Kind::number:
    case Kind::money:
      bound_number(question, bounds.min_value, true, comments);
      bound_number(question, bounds.max_value, false, comments);
      if (question.most != 0 and question.least > question.most) question.least = 0;
      return;
    case Kind::date:
      bound_date(question, bounds.min_value, true, comments);
      bound_date(question, bounds.max_value, false, comments);
      return;
    default:
      break;
  }
  add_pattern(question, bounds.pattern, comments);
  if (field.type == "num") add_pattern(question, std::string{pattern_of_decimal}, comments);
  if (field.type == "datetime") add_pattern(question, std::string{pattern_of_moment}, comments);
  bool const ranged = not bounds.min_value.empty() or not bounds.max_value.empty();
  if (ranged) comments.push_back(fmt::format("Wertebereich: {} bis {}", bounds.min_value, bounds.max_value));
}

std::string law_of(std::vector<Ground> const& grounds, bool ours, std::vector<std::string>& comments) {
  constexpr std::array<std::string_view, 7> signs{"§", "Art.", "Artikel", "Gesetz", "gesetz", "ordnung", "atzung"};
  std::string law;
  for (auto const& ground : grounds) {
    bool const is_law = ours or std::any_of(signs.begin(), signs.end(),
                                            [&](auto sign) { return ground.text.find(sign) != std::string::npos; });
    if (is_law)
      law += (law.empty() ? "" : "; ") + ground.text;
    else
      comments.push_back("Bezug: " + ground.text);
    if (not ground.link.empty()) comments.push_back("Fundstelle: " + one_line(ground.link));
  }
  return law;
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
