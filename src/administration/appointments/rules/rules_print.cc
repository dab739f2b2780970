#include <fmt/format.h>

#include <array>
#include <functional>

#include "administration/appointments/rules/rules.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments {

namespace {

using i18n::numeric_date;

std::string times_text(int from, int to) { return i18n::clock_iso(from) + "-" + i18n::clock_iso(to); }

/// Numbers in their order, neighbours that rise by one drawn together: `1-3+5`.
std::string runs_text(std::vector<int> const& numbers, std::function<std::string(int)> const& name) {
  std::string text;
  for (std::size_t begin = 0, end = 0; begin < numbers.size(); begin = end) {
    end = begin + 1;
    while (end < numbers.size() and numbers[end] == numbers[end - 1] + 1) ++end;
    if (not text.empty()) text += '+';
    text += name(numbers[begin]);
    if (end - begin > 1) text += '-' + name(numbers[end - 1]);
  }
  return text;
}

std::string weekdays_text(std::uint8_t weekdays) {
  static constexpr std::array names{"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"};
  std::vector<int> days;
  for (int day = 0; day < 7; ++day) {
    if ((weekdays >> day & 1) != 0) days.push_back(day);
  }
  return runs_text(days, [](int day) { return names[static_cast<std::size_t>(day)]; });
}

std::string desks_text(std::vector<int> const& desks) {
  if (desks.empty()) return {};
  return ", Schalter " + runs_text(desks, [](int desk) { return std::to_string(desk); });
}

std::string validity_text(Rule const& rule) {
  if (rule.first and rule.last and *rule.first == *rule.last) return "am " + numeric_date(*rule.first);
  std::string text;
  if (rule.first) text = "ab " + numeric_date(*rule.first);
  if (rule.last) text += (text.empty() ? "bis " : " bis ") + numeric_date(*rule.last);
  return text;
}

std::string weeks_text(Rule const& rule) {
  std::string text;
  if (rule.week_of_month == 5) text = ", letzte Woche im Monat";
  if (rule.week_of_month > 0 and rule.week_of_month < 5) text = fmt::format(", {}. Woche im Monat", rule.week_of_month);
  if (rule.every_weeks > 1) text = fmt::format(", jede {}. Woche", rule.every_weeks);
  auto const validity = validity_text(rule);
  if (validity.empty()) return text;
  return text + (rule.every_weeks > 1 ? " " : ", ") + validity;
}

std::string note_text(std::string const& note) { return note.empty() ? note : ": " + note; }

std::string line_of(Rule const& rule) {
  std::string text = rule.kind == RuleKind::pause ? "Pause " : rule.kind == RuleKind::walk_in ? "ohne Termin " : "";
  text += weekdays_text(rule.weekdays) + " " + times_text(rule.from, rule.to);
  if (rule.kind == RuleKind::appointment) text += fmt::format(" alle {} Minuten", rule.step);
  text += desks_text(rule.desks);
  if (rule.online >= 0) text += fmt::format(", online {}", rule.online);
  text += weeks_text(rule);
  if (rule.on_holidays) text += ", auch an Feiertagen";
  return text + note_text(rule.note) + "\n";
}

std::string line_of(Closure const& closure) {
  auto text = "geschlossen " + numeric_date(closure.first);
  if (closure.last != closure.first) text += "-" + numeric_date(closure.last);
  if (closure.from != 0 or closure.to != 24 * 60) text += " " + times_text(closure.from, closure.to);
  return text + desks_text(closure.desks) + note_text(closure.reason) + "\n";
}

}  // namespace

std::string print_rules(Rules const& rules) {
  std::string text;
  auto closure = rules.closures.begin();
  for (auto const& rule : rules.rules) {
    for (; closure != rules.closures.end() and closure->line < rule.line; ++closure) text += line_of(*closure);
    text += line_of(rule);
  }
  for (; closure != rules.closures.end(); ++closure) text += line_of(*closure);
  return text;
}

}  // namespace kreislauf::appointments
