#include "administration/appointments/rules/rule_line.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace kreislauf::appointments {

namespace {

constexpr std::array<std::array<std::string_view, 3>, 7> weekdays{{
    {"mo", "montag", "montags"},
    {"di", "dienstag", "dienstags"},
    {"mi", "mittwoch", "mittwochs"},
    {"do", "donnerstag", "donnerstags"},
    {"fr", "freitag", "freitags"},
    {"sa", "samstag", "samstags"},
    {"so", "sonntag", "sonntags"},
}};

std::uint8_t bits(int first, int last) {
  std::uint8_t out = 0;
  for (int day = first; day <= last; ++day) out = static_cast<std::uint8_t>(out | 1 << day);
  return out;
}

/// What the first word most likely should be.
std::string suggestion(std::string_view word) {
  static std::vector<std::string> const known{"montag",  "dienstag",    "mittwoch",   "donnerstag", "freitag",
                                              "samstag", "sonnabend",   "sonntag",    "werktags",   "täglich",
                                              "pause",   "geschlossen", "ohne Termin"};
  auto const meant = text::did_you_mean(word, known);
  return meant ? fmt::format(" Meinten Sie „{}“?", *meant) : "";
}

bool weekday(RuleReader& reader, int& day) {
  day = weekday_of(reader.next().text);
  if (day < 0) {
    return reader.fail(fmt::format("Gefunden: {}. Hier gehört ein Wochentag hin: Mo, Di, Mi, Do, Fr, Sa oder So.{}",
                                   reader.found(), suggestion(reader.next().text)));
  }
  reader.skip();
  if (reader.is(".")) reader.skip();  // `Mo.`
  return true;
}

bool weekday_range(RuleReader& reader, std::uint8_t& out) {
  int first = 0, last = 0;
  if (not weekday(reader, first)) return false;
  last = first;
  if (reader.until() and not weekday(reader, last)) return false;
  if (last < first) {
    static constexpr std::array names{"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"};
    auto const *const from = names[static_cast<std::size_t>(first)], *const to = names[static_cast<std::size_t>(last)];
    auto const head = last == 0 ? std::string{} : fmt::format("-{}", to),
               tail = first == 6 ? std::string{} : fmt::format("{}-", from);
    return reader.fail(
        fmt::format("„{}-{}“ läuft über das Wochenende hinaus. Bitte „Mo{}+{}So“ schreiben.", from, to, head, tail));
  }
  auto const days = bits(first, last);
  if ((out & days) != 0) return reader.fail("Ein Wochentag steht zweimal in der Zeile. Bitte einmal streichen.");
  out = static_cast<std::uint8_t>(out | days);
  return true;
}

bool more_weekdays(RuleReader& reader) {
  auto const joined = reader.is("+") or reader.is(",") or reader.is("und") or reader.is("/") or reader.is("&");
  if (not joined or weekday_of(reader.next(1).text) < 0) return false;
  reader.skip();
  return true;
}

bool read_weekdays(RuleReader& reader, std::uint8_t& out) {
  if (reader.accept("werktags")) {
    out = bits(0, 4);
    return true;
  }
  if (reader.accept("taeglich")) {
    out = bits(0, 6);
    return true;
  }
  do {
    if (not weekday_range(reader, out)) return false;
  } while (more_weekdays(reader));
  return true;
}

bool read_kind(RuleReader& reader, RuleKind& kind) {
  if (reader.accept("pause")) {
    kind = RuleKind::pause;
  } else if (reader.is("ohne")) {
    reader.skip();
    if (not reader.accept("termin") and not reader.accept("termine")) {
      return reader.fail(fmt::format("Gefunden: „ohne“ und dann {}. Bitte „ohne Termin“ schreiben.", reader.found()));
    }
    kind = RuleKind::walk_in;
  } else if (weekday_of(reader.next().text) < 0 and not reader.is("werktags") and not reader.is("taeglich")) {
    return reader.fail(
        fmt::format("Gefunden: {}. Eine Zeile beginnt mit einem Wochentag (Mo-Fr), mit „Pause“, „ohne Termin“ oder "
                    "„geschlossen“.{}",
                    reader.found(), suggestion(reader.next().text)));
  }
  return true;
}

}  // namespace

int weekday_of(std::string_view word) {
  if (word == "sonnabend" or word == "sonnabends") return 5;
  for (std::size_t day = 0; day < weekdays.size(); ++day) {
    for (auto const name : weekdays[day]) {
      if (word == name) return static_cast<int>(day);
    }
  }
  return -1;
}

bool read_rule(RuleReader& reader, Rule& rule) {
  if (not read_kind(reader, rule.kind)) return false;
  reader.accept(",");
  if (not read_weekdays(reader, rule.weekdays)) return false;
  reader.accept(",");
  return reader.times(rule.from, rule.to) and read_clauses(reader, rule);
}

bool read_closure(RuleReader& reader, Closure& closure) {
  if (not reader.accept("am")) reader.accept("vom");
  if (not reader.date(closure.first)) return false;
  closure.last = closure.first;
  if (reader.until() and not reader.date(closure.last)) return false;
  if (closure.last < closure.first)
    return reader.fail("Das Ende der Schließung liegt vor ihrem Beginn. Bitte das frühere Datum zuerst schreiben.");
  reader.accept(",");
  auto const has_times = reader.is("von") or reader.next().kind == RuleToken::number;
  if (has_times and not reader.times(closure.from, closure.to)) return false;
  reader.accept(",");
  if (reader.accept("schalter") and not reader.desks(closure.desks)) return false;
  if (reader.at_end()) return true;
  return reader.fail(
      fmt::format("Gefunden: {}. Nach „geschlossen“ und Datum stehen nur Uhrzeiten, „Schalter …“ und nach einem "
                  "Doppelpunkt der Grund.",
                  reader.found()));
}

}  // namespace kreislauf::appointments
