#include <fmt/format.h>

#include <array>
#include <set>

#include "administration/appointments/rules/day_bits.h"
#include "administration/appointments/rules/rule_line.h"
#include "base/text.h"

namespace kreislauf::appointments {

namespace {

constexpr std::array<std::string_view, 8> clause_names{"alle … Minuten", "Schalter …",        "online …",
                                                       "jede … Woche",   "… Woche im Monat",  "ab …",
                                                       "bis …",          "auch an Feiertagen"};

class Clauses {
 public:
  Clauses(RuleReader& reader, Rule& rule) : reader_{reader}, rule_{rule} {}
  bool read();

 private:
  bool one();
  bool every();
  bool step(int minutes);
  bool weeks(int every);
  bool ordinal_week();
  bool month(int week);
  bool online();
  bool validity();
  bool holidays();
  bool unknown();
  bool once(Clause clause);
  bool has(Clause clause) const { return seen_.contains(clause); }
  bool fits() const;
  bool complete() const;

  RuleReader& reader_;
  Rule& rule_;
  std::set<Clause> seen_;
};

/// `zweite` is 2, `letzte` 5; 0 for any other word.
int ordinal_of(std::string_view word) {
  static constexpr std::array<std::string_view, 5> words{"erste", "zweite", "dritte", "vierte", "letzte"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (word == words[i] or (word.starts_with(words[i]) and word.size() == words[i].size() + 1))
      return static_cast<int>(i) + 1;
  }
  return 0;
}

bool Clauses::once(Clause clause) {
  if (seen_.insert(clause).second) return true;
  return reader_.fail(fmt::format("„{}“ steht zweimal in der Zeile. Bitte einmal streichen oder zwei Zeilen schreiben.",
                                  clause_names[static_cast<std::size_t>(clause)]));
}

bool Clauses::step(int minutes) {
  if (minutes % unit_minutes != 0 or minutes == 0 or minutes > 24 * 60) {
    return reader_.fail(
        fmt::format("Gefunden: alle {} Minuten. Der Takt geht in Schritten von 5 Minuten; bitte zum Beispiel „alle 10 "
                    "Minuten“ schreiben.",
                    minutes));
  }
  rule_.step = minutes;
  return once(Clause::step);
}

bool Clauses::weeks(int every) {
  if (every < 1 or every > 52)
    return reader_.fail(fmt::format("Gefunden: jede {}. Woche. Möglich sind 2 bis 52 Wochen.", every));
  rule_.every_weeks = every;
  return once(Clause::weeks);
}

/// `alle 10 Minuten`, `alle 2 Wochen`
bool Clauses::every() {
  int count = 0;
  if (not reader_.number(1, 24 * 60, count, "eine Zahl")) return false;
  if (reader_.accept("wochen")) return weeks(count);
  if (not reader_.accept("minuten") and not reader_.accept("minute") and not reader_.accept("min")) {
    return reader_.fail(fmt::format("Gefunden: „alle {}“ und dann {}. Bitte „alle {} Minuten“ schreiben.", count,
                                    reader_.found(), count));
  }
  reader_.accept(".");
  return step(count);
}

/// `jede Woche`, `jede 2. Woche`, `jede zweite Woche`
bool Clauses::ordinal_week() {
  auto every = 1;
  if (reader_.next().kind == RuleToken::number) {
    every = reader_.next().value;
    reader_.skip();
    reader_.accept(".");
  } else if (auto const ordinal = ordinal_of(reader_.next().text); ordinal != 0 and ordinal != 5) {
    every = ordinal;
    reader_.skip();
  }
  if (not reader_.accept("woche"))
    return reader_.fail(
        fmt::format("Gefunden: „jede“ und dann {}. Bitte „jede 2. Woche ab 04.01.2027“ schreiben.", reader_.found()));
  return weeks(every);
}

/// Behind the number: `Woche im Monat`
bool Clauses::month(int week) {
  auto const written = reader_.accept("woche") and (reader_.accept("im") or reader_.accept("des")) and
                       (reader_.accept("monat") or reader_.accept("monats"));
  if (not written)
    return reader_.fail(fmt::format(
        "Gefunden: {}. Bitte „1. Woche im Monat“ bis „4. Woche im Monat“ oder „letzte Woche im Monat“ schreiben.",
        reader_.found()));
  rule_.week_of_month = week;
  return once(Clause::month);
}

bool Clauses::online() {
  if (not reader_.number(0, 999, rule_.online, "die Zahl der Schalter")) return false;
  return once(Clause::online);
}

/// `ab 01.01.2027`, `bis 31.03.2027`, `vom 1.1.2027 bis zum 31.3.2027`, `am 05.12.2026`
bool Clauses::validity() {
  auto const word = reader_.next().text;
  reader_.skip();
  Day day{};
  if (word == "bis") reader_.accept("zum");
  if (not reader_.date(day)) return false;
  if (word != "bis") {
    rule_.first = day;
    if (not once(Clause::first)) return false;
    if (word != "am" and (word != "vom" or not reader_.is("-"))) return true;
    if (word == "vom") {
      reader_.skip();
      if (not reader_.date(day)) return false;
    }
  }
  rule_.last = day;
  return once(Clause::last);
}

bool Clauses::holidays() {
  reader_.accept("an");
  if (not reader_.accept("feiertagen") and not reader_.accept("feiertags")) {
    return reader_.fail(
        fmt::format("Gefunden: „auch“ und dann {}. Bitte „auch an Feiertagen“ schreiben.", reader_.found()));
  }
  rule_.on_holidays = true;
  return once(Clause::holidays);
}

bool Clauses::unknown() {
  auto const word = reader_.next().text;
  if (word.starts_with("gerade") or word.starts_with("ungerade")) {
    return reader_.fail(
        fmt::format("Gefunden: {}. Statt gerader oder ungerader Wochen bitte „jede 2. Woche ab 04.01.2027“ schreiben, "
                    "mit einem Tag der ersten Woche.",
                    reader_.found()));
  }
  if (word == "#")
    return reader_.fail(
        "Gefunden: „#“. Ein Kommentar steht in einer eigenen Zeile, eine Bemerkung nach einem Doppelpunkt.");
  static std::vector<std::string> const known{"alle",  "Minuten", "jede", "Woche", "Schalter", "online",
                                              "nicht", "letzte",  "ab",   "bis",   "auch",     "Feiertagen"};
  auto const meant = text::did_you_mean(word, known);
  auto const hint = meant ? fmt::format(" Meinten Sie „{}“?", *meant) : std::string{};
  return reader_.fail(fmt::format(
      "Gefunden: {}. Hier können stehen: „alle 10 Minuten“, „Schalter 1-3“, „online 2“, „jede 2. Woche ab 04.01.2027“, "
      "„1. Woche im Monat“, „ab 01.01.2027 bis 31.03.2027“, „auch an Feiertagen“.{}",
      reader_.found(), hint));
}

bool Clauses::one() {
  if (reader_.accept("alle")) return every();
  if (reader_.accept("jede")) return ordinal_week();
  if (reader_.accept("schalter")) return reader_.desks(rule_.desks) and once(Clause::desks);
  if (reader_.accept("online")) return online();
  if (reader_.is("nicht") and reader_.is("online", 1)) {
    reader_.skip();
    reader_.skip();
    rule_.online = 0;
    return once(Clause::online);
  }
  if (reader_.is("ab") or reader_.is("bis") or reader_.is("vom") or reader_.is("am")) return validity();
  if (reader_.accept("auch")) return holidays();
  if (auto const week = ordinal_of(reader_.next().text); week != 0) {
    reader_.skip();
    return month(week);
  }
  if (reader_.next().kind != RuleToken::number) return unknown();
  if (not reader_.is(".", 1))
    return reader_.fail(
        fmt::format("Gefunden: {}. Für eine zweite Uhrzeit bitte eine eigene Zeile schreiben.", reader_.found()));
  auto const week = reader_.next().value;
  if (week < 1 or week > 4)
    return reader_.fail(
        fmt::format("Gefunden: „{}. Woche“. Bitte 1 bis 4 oder „letzte Woche im Monat“ schreiben.", week));
  reader_.skip();
  reader_.skip();
  return month(week);
}

/// What makes sense only for times with appointments.
bool Clauses::fits() const {
  if (rule_.kind == RuleKind::appointment) return true;
  auto const* const name = rule_.kind == RuleKind::pause ? "Pause" : "ohne Termin";
  auto const senseless = [&](Clause clause) {
    return clause == Clause::step or clause == Clause::online or
           clause == (rule_.kind == RuleKind::pause ? Clause::holidays : Clause::desks);
  };
  for (auto const clause : seen_) {
    if (senseless(clause)) {
      return reader_.fail(fmt::format("„{}“ passt nicht zu „{}“. Bitte weglassen.",
                                      clause_names[static_cast<std::size_t>(clause)], name));
    }
  }
  return true;
}

bool Clauses::complete() const {
  if (rule_.kind == RuleKind::appointment and not has(Clause::step)) {
    return reader_.fail("Es fehlt, wie oft Termine beginnen. Bitte zum Beispiel „alle 10 Minuten“ ergänzen.");
  }
  if (rule_.every_weeks > 1 and not rule_.first) {
    return reader_.fail(
        fmt::format("Es fehlt, ab wann gezählt wird. Bitte „jede {}. Woche ab 04.01.2027“ schreiben, mit einem Tag der "
                    "ersten Woche.",
                    rule_.every_weeks));
  }
  if (rule_.every_weeks > 1 and rule_.week_of_month != 0) {
    return reader_.fail(
        "„jede … Woche“ und „… Woche im Monat“ gehen nicht zusammen. Bitte eines von beiden streichen.");
  }
  if (rule_.first and rule_.last and *rule_.last < *rule_.first)
    return reader_.fail("Das Ende „bis …“ liegt vor dem Beginn „ab …“. Bitte die Daten prüfen.");
  return true;
}

bool Clauses::read() {
  while (true) {
    while (reader_.accept(",") or reader_.accept("und")) {
    }
    if (reader_.at_end()) return fits() and complete();
    if (not one()) return false;
  }
}

}  // namespace

bool read_clauses(RuleReader& reader, Rule& rule) { return Clauses{reader, rule}.read(); }

}  // namespace kreislauf::appointments
