#include "administration/notices/rules/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "administration/notices/rules/frame.h"
#include "base/text.h"

namespace kreislauf::notices {

namespace {

constexpr std::string_view opens = "{{", closes = "}}", when_word = "if ", gap_word = "gap ";
/// What the office writes may have headings and lists; what an applicant has written is text.
constexpr std::string_view of_office = "entscheidung.begruendung";
constexpr std::string_view statute = "satzung";

std::size_t line_of(std::string_view text, std::size_t position) {
  return 1 +
         static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
}

std::string day(feel::Date const& date) {
  constexpr std::array<std::string_view, 13> months{"",        "Januar",   "Februar", "März",   "April",
                                                    "Mai",     "Juni",     "Juli",    "August", "September",
                                                    "Oktober", "November", "Dezember"};
  return fmt::format("{}. {} {}", date.day, months[date.month], date.year);
}

/// `2.5` -> `2,5`
std::string number(std::string text) {
  std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

feel::Value text_of(std::string const& text) { return feel::Value{std::string_view{text}}; }
feel::Value text_or_null(std::string const& text) { return text.empty() ? feel::Value{} : text_of(text); }

/// `gap "Betrag"`: what a person fills in before it is issued. Nothing where it has no name in quotes.
std::optional<std::string> gap_in(std::string_view inside) {
  auto const name = text::trimmed(inside.substr(gap_word.size()));
  if (name.size() < 3 or not name.starts_with('"') or not name.ends_with('"')) return std::nullopt;
  return std::string{name.substr(1, name.size() - 2)};
}

/// Nothing but blanks stands before it on its line.
bool begins_line(std::string_view all) { return text::trimmed(all.substr(all.rfind('\n') + 1)).empty(); }

/// Two answers side by side make no hole of their braces.
void append(std::string& all, std::string_view text) {
  if (all.ends_with('{') and text.starts_with('{')) all.insert(all.size() - 1, 1, '\\');
  all += text;
}

}  // namespace

feel::Names names_of(feel::Names const& form) {
  auto names = form;
  // A question of this name is not read here: what a notice says of its case does not depend on how a form is named.
  names.shadow("antrag");
  names.shadow("entscheidung");
  names.shadow(statute);
  return names;
}

Template Template::compile(std::string_view text, std::string_view file, feel::Names const& names,
                           std::vector<authored::Problem>& problems) {
  Template made;
  int depth = 0;
  auto const problem = [&](std::size_t at, std::string message) {
    problems.push_back({std::string{file}, line_of(text, at), std::move(message)});
  };
  for (std::size_t at = 0; at < text.size();) {
    auto const open = text.find(opens, at);
    made.pieces_.push_back({.text = std::string{text.substr(at, open == std::string_view::npos ? open : open - at)}});
    if (open == std::string_view::npos) break;
    auto const close = text.find(closes, open);
    if (close == std::string_view::npos) {
      problem(open, "this hole has no end; write }} behind it");
      break;
    }
    at = close + closes.size();
    auto const inside = text::trimmed(text.substr(open + opens.size(), close - open - opens.size()));
    if (inside == "end" or inside == "else") {
      made.pieces_.push_back({.kind = inside == "end" ? Piece::Kind::end : Piece::Kind::otherwise});
      depth -= inside == "end" ? 1 : 0;
      if (depth < 0 or (inside == "else" and depth == 0))
        problem(open, fmt::format("there is no {{{{ if }}}} before {{{{ {} }}}}", inside));
      depth = std::max(depth, 0);
      continue;
    }
    if (inside.starts_with(gap_word)) {
      auto name = gap_in(inside);
      if (not name) problem(open, "name what is to be filled in: {{ gap \"Betrag\" }}");
      made.pieces_.push_back({.kind = Piece::Kind::gap, .text = std::move(name).value_or("")});
      continue;
    }
    bool const condition = inside.starts_with(when_word);
    auto const source = std::string{condition ? inside.substr(when_word.size()) : inside};
    auto compiled = feel::compile(source, names);
    depth += condition ? 1 : 0;
    if (not compiled) {
      problem(open, fmt::format("\"{}\": {}", source, compiled.error().sentence()));
      continue;
    }
    made.pieces_.push_back({.kind = condition ? Piece::Kind::when : Piece::Kind::hole,
                            .text = source,
                            .line = line_of(text, open),
                            .expression = *std::move(compiled)});
  }
  if (depth > 0) problem(text.size(), "there is an {{ if }} without {{ end }}");
  return made;
}

Result<std::string, std::vector<std::string>> Template::fill(Values const& values, feel::Environment const& environment,
                                                             std::set<std::size_t>* reached) const {
  std::string all;
  std::vector<std::string> empty;
  // For each `if` around: is it written, and was its condition true?
  std::vector<std::pair<bool, bool>> around{{true, true}};
  for (auto const& piece : pieces_) {
    bool const written = around.back().first;
    switch (piece.kind) {
      case Piece::Kind::text:
        if (written) all += piece.text;
        break;
      case Piece::Kind::when: {
        auto const value = piece.expression->evaluate(values.context, environment);
        bool const holds = value.is(feel::Kind::boolean) and value.boolean();
        around.emplace_back(written and holds, holds);
        if (written and holds and reached != nullptr) reached->insert(piece.line);
        break;
      }
      case Piece::Kind::otherwise:
        if (around.size() > 1) around.back().first = around[around.size() - 2].first and not around.back().second;
        break;
      case Piece::Kind::end:
        if (around.size() > 1) around.pop_back();
        break;
      case Piece::Kind::hole: {
        if (not written) break;
        auto const shown = values.shown.find(piece.text);
        auto text = shown != values.shown.end() ? shown->second
                                                : german(piece.expression->evaluate(values.context, environment));
        if (text.empty()) empty.push_back(piece.text);
        append(all, piece.text == of_office ? text : literal(text, begins_line(all)));
        break;
      }
      case Piece::Kind::gap:
        if (written) all += fmt::format("{{{{ {} }}}}", piece.text);
        break;
    }
  }
  if (not empty.empty()) return failure(std::move(empty));
  return all;
}

std::set<std::size_t> Template::conditions() const {
  std::set<std::size_t> lines;
  for (auto const& piece : pieces_) {
    if (piece.kind == Piece::Kind::when) lines.insert(piece.line);
  }
  return lines;
}

std::string name_in_statute(std::string_view question) {
  std::string name{question};
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::vector<authored::Problem> unasked_of_town(std::string_view text, std::string_view file,
                                               std::vector<std::string> const& questions) {
  std::vector<authored::Problem> problems;
  std::vector<std::string> known;
  for (auto const& one : questions) known.push_back(name_in_statute(one));
  auto const before = std::string{statute} + ".";
  for (auto at = text.find(before); at != std::string_view::npos; at = text.find(before, at + 1)) {
    // Only in a hole: `Hundesteuersatzung.` at the end of a sentence is text.
    auto const open = text.rfind(opens, at), closed = text.rfind(closes, at);
    bool const inside = open != std::string_view::npos and (closed == std::string_view::npos or closed < open);
    auto const from = at + before.size();
    auto const name =
        std::string{text.substr(from, text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_", from) - from)};
    if (not inside or std::find(known.begin(), known.end(), name) != known.end()) continue;
    auto const near = text::did_you_mean(name, known);
    problems.push_back({std::string{file}, line_of(text, at),
                        fmt::format("\"{}{}\": no [[town]] of service.toml has such an id{}", before, name,
                                    near ? fmt::format("; did you mean \"{}{}\"?", before, *near) : "")});
  }
  return problems;
}

void set_case(feel::Context& context, FromCase const& about) {
  auto const arrived = feel::Date::from_days(about.arrived.time_since_epoch().count());
  context.set("antrag", feel::Value::context({{"nummer", text_of(about.number)},
                                              {"dienst", text_of(about.service)},
                                              {"eingang", arrived ? feel::Value{*arrived} : feel::Value{}},
                                              {"gebuehr", text_or_null(about.fee)},
                                              {"bezahlt", about.paid ? feel::Value{*about.paid} : feel::Value{}}}));
  context.set("entscheidung", feel::Value::context({{"ergebnis", text_of(about.outcome)},
                                                    {"kennung", text_of(about.result)},
                                                    {"name", text_of(about.name)},
                                                    {"begruendung", text_of(about.reason)}}));
  feel::Entries said;
  for (auto const& [question, answer] : about.town) said.emplace_back(name_in_statute(question), text_or_null(answer));
  context.set(statute, feel::Value::context(std::move(said)));
}

std::string german(feel::Value const& value) {
  switch (value.kind()) {
    case feel::Kind::null:
      return {};
    case feel::Kind::boolean:
      return value.boolean() ? "ja" : "nein";
    case feel::Kind::number:
      return number(value.number().print());
    case feel::Kind::string:
      return value.string();
    case feel::Kind::date:
      return day(value.date());
    case feel::Kind::list: {
      std::string all;
      auto const& list = value.list();
      for (std::size_t i = 0; i < list.size(); ++i)
        all += (i == 0 ? "" : i + 1 == list.size() ? " und " : ", ") + german(list[i]);
      return all;
    }
    default:
      return feel::print(value);
  }
}

}  // namespace kreislauf::notices
