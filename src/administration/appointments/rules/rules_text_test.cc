#include <doctest/doctest.h>

#include "administration/appointments/rules/rules.h"

using namespace kreislauf::appointments;
using namespace std::chrono;

namespace {

/// The canonical form of a text, or its first problem.
std::string canonical(std::string_view text, int desks = 6) {
  auto const rules = parse_rules(text, desks);
  return rules ? print_rules(*rules) : rules.error().front().message;
}

Rules without_lines(Rules rules) {
  for (auto& rule : rules.rules) rule.line = 0;
  for (auto& closure : rules.closures) closure.line = 0;
  return rules;
}

bool says(std::string_view text, std::string_view part, int desks = 6) {
  auto const rules = parse_rules(text, desks);
  if (rules) return false;
  auto const& message = rules.error().front().message;
  CAPTURE(message);
  CHECK(message.find(part) != std::string::npos);
  return message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a head of office writes the week of the office") {
  std::string_view const text =
      "Mo-Fr 08:00-12:30 alle 10 Minuten, Schalter 1-6, online 4\n"
      "Do 14:00-18:00 alle 10 Minuten, Schalter 1-3+5, ab 01.01.2027 bis 31.03.2027\n"
      "Sa 10:00-12:00 alle 15 Minuten, jede 2. Woche ab 04.01.2027\n"
      "Mi 14:00-16:00 alle 20 Minuten, 1. Woche im Monat, auch an Feiertagen\n"
      "Di 08:00-12:00 alle 10 Minuten, letzte Woche im Monat: nur nach Absprache\n"
      "Pause Mo-Fr 12:00-12:30, Schalter 2\n"
      "ohne Termin Mo-Fr 08:00-11:30\n"
      "geschlossen 24.12.2026-02.01.2027: Weihnachten\n"
      "geschlossen 05.12.2026 12:00-18:00, Schalter 1-2: Personalversammlung\n";

  auto const rules = parse_rules(text, 6);

  REQUIRE(rules);
  CHECK(print_rules(*rules) == text);
  REQUIRE(rules->rules.size() == 7);
  auto const& thursday = rules->rules[1];
  CHECK(thursday.weekdays == 1 << 3);
  CHECK(thursday.from == 14 * 60);
  CHECK(thursday.to == 18 * 60);
  CHECK(thursday.desks == std::vector{1, 2, 3, 5});
  CHECK(*thursday.first == Day{year{2027} / 1 / 1});
  CHECK(*thursday.last == Day{year{2027} / 3 / 31});
  CHECK(thursday.online == -1);
  CHECK(rules->rules[0].online == 4);
  CHECK(rules->rules[2].every_weeks == 2);
  CHECK(rules->rules[3].week_of_month == 1);
  CHECK(rules->rules[3].on_holidays);
  CHECK(rules->rules[4].week_of_month == 5);
  CHECK(rules->rules[4].note == "nur nach Absprache");
  CHECK(rules->rules[5].kind == RuleKind::pause);
  CHECK(rules->rules[6].kind == RuleKind::walk_in);
  CHECK(rules->closures[0].line == 8);
  CHECK(rules->closures[0].to == 24 * 60);
  CHECK(rules->closures[1].desks == std::vector{1, 2});
  CHECK(rules->closures[1].reason == "Personalversammlung");
}

TEST_CASE("whoever writes otherwise means the same") {
  struct Way {
    std::string_view written, canonical;
  };
  for (auto const& [written, meant] : std::initializer_list<Way>{
           {"mo–fr 8-12 uhr alle 10 minuten", "Mo-Fr 08:00-12:00 alle 10 Minuten\n"},
           {"Montag bis Freitag von 8 Uhr bis 12:30 Uhr; alle 10 Min.", "Mo-Fr 08:00-12:30 alle 10 Minuten\n"},
           {"MO.–FR. 8:00–12.30 alle 10 Minuten", "Mo-Fr 08:00-12:30 alle 10 Minuten\n"},
           {"werktags 8:00 - 12:30, alle 10 Minuten", "Mo-Fr 08:00-12:30 alle 10 Minuten\n"},
           {"täglich 0-24 Uhr alle 30 Minuten", "Mo-So 00:00-24:00 alle 30 Minuten\n"},
           {"Montags, Mittwoch und Do 8-12 alle 10 Minuten", "Mo+Mi-Do 08:00-12:00 alle 10 Minuten\n"},
           {"Sonnabend 10-12 alle 15 Minuten jede zweite Woche ab 4.1.2027",
            "Sa 10:00-12:00 alle 15 Minuten, jede 2. Woche ab 04.01.2027\n"},
           {"Sa 10-12 alle 15 Minuten, ab 2027-01-04, alle 2 Wochen",
            "Sa 10:00-12:00 alle 15 Minuten, jede 2. Woche ab 04.01.2027\n"},
           {"Sa 10-12 alle 15 Minuten, jede Woche", "Sa 10:00-12:00 alle 15 Minuten\n"},
           {"Di 8-12 alle 10 Minuten, erste Woche des Monats", "Di 08:00-12:00 alle 10 Minuten, 1. Woche im Monat\n"},
           {"Di 8-12 alle 10 Minuten, Schalter 1, 2 und 5, 2. Woche im Monat, nicht online",
            "Di 08:00-12:00 alle 10 Minuten, Schalter 1-2+5, online 0, 2. Woche im Monat\n"},
           {"Di 8-12 alle 10 Minuten, Schalter 1 bis 3 bis 31.03.2027",
            "Di 08:00-12:00 alle 10 Minuten, Schalter 1-3, bis 31.03.2027\n"},
           {"Di 8-12 alle 10 Minuten, Schalter 1 bis 31.03.2027",
            "Di 08:00-12:00 alle 10 Minuten, Schalter 1, bis 31.03.2027\n"},
           {"Di 8-12 alle 10 Minuten, Schalter 3+1, online 1",
            "Di 08:00-12:00 alle 10 Minuten, Schalter 3+1, online 1\n"},
           {"Di 8-12 alle 10 Minuten, vom 1.1.2027 bis zum 31.3.2027, auch feiertags",
            "Di 08:00-12:00 alle 10 Minuten, ab 01.01.2027 bis 31.03.2027, auch an Feiertagen\n"},
           {"Di 8-12 alle 10 Minuten am 05.01.2027", "Di 08:00-12:00 alle 10 Minuten, am 05.01.2027\n"},
           {"PAUSE Mo 12-12:30 : Mittag: alle", "Pause Mo 12:00-12:30: Mittag: alle\n"},
           {"ohne Termine Mo, 8-11", "ohne Termin Mo 08:00-11:00\n"},
           {"Geschlossen vom 24.12.2026 bis zum 2.1.2027: 2 Tage länger",
            "geschlossen 24.12.2026-02.01.2027: 2 Tage länger\n"},
           {"geschlossen 2026-12-24-2027-01-02", "geschlossen 24.12.2026-02.01.2027\n"},
           {"geschlossen am 5.12.2026 von 12 bis 18 Uhr, Schalter 2",
            "geschlossen 05.12.2026 12:00-18:00, Schalter 2\n"},
           {"geschlossen 5.12.2026, 0:00-24:00", "geschlossen 05.12.2026\n"},
           {"\r\n  # nur ein Kommentar: nichts\r\n\t\n", ""},
       }) {
    CAPTURE(written);
    CHECK(canonical(written) == meant);
    CHECK(canonical(canonical(written)) == meant);
  }
}

TEST_CASE("comments are for people") {
  auto const rules = parse_rules("# Sommer\n\nMo 8-12 alle 10 Minuten\n   # Winter\n", 1);
  REQUIRE(rules);
  CHECK(rules->rules.size() == 1);
  CHECK(rules->rules[0].line == 3);
}

TEST_CASE("all problems come at once, each with its line") {
  auto const rules = parse_rules("Mo 8-12 alle 10 Minuten\nFoo\nDi 12-8 alle 10 Minuten\n", 1);
  REQUIRE_FALSE(rules);
  REQUIRE(rules.error().size() == 2);
  CHECK(rules.error()[0].line == 2);
  CHECK(rules.error()[0].message.starts_with("Zeile 2: Gefunden: „Foo“."));
  CHECK(rules.error()[1].line == 3);
}

TEST_CASE("each problem says what was found and what to write instead") {
  CHECK(says("Mitwoch 8-12 alle 10 Minuten", "Meinten Sie „mittwoch“?"));
  CHECK(says("geschlosen 24.12.2026", "Meinten Sie „geschlossen“?"));
  CHECK(says("ohne Anmeldung Mo 8-12", "Bitte „ohne Termin“ schreiben"));
  CHECK(says("Fr-Mo 8-12 alle 10 Minuten", "„Fr-Mo“ läuft über das Wochenende hinaus. Bitte „Mo+Fr-So“ schreiben"));
  CHECK(says("So-Di 8-12 alle 10 Minuten", "Bitte „Mo-Di+So“ schreiben"));
  CHECK(says("Mo-Fr+Mi 8-12 alle 10 Minuten", "Ein Wochentag steht zweimal"));
  CHECK(says("Mo und 8-12 alle 10 Minuten", "Hier gehört eine Uhrzeit hin"));
  CHECK(says("Mo-8 alle 10 Minuten", "Hier gehört ein Wochentag hin"));
  CHECK(says("Mo", "das Ende der Zeile. Hier gehört eine Uhrzeit hin"));
  CHECK(says("Mo 8 alle 10 Minuten", "Es fehlt, bis wann"));
  CHECK(says("Mo 25-26 alle 10 Minuten", "Hier gehört eine Uhrzeit hin"));
  CHECK(says("Mo 8:3-12 alle 10 Minuten", "Minuten bitte mit zwei Ziffern"));
  CHECK(says("Mo 8:60-12 alle 10 Minuten", "von 00 bis 59"));
  CHECK(says("Mo 8:07-12 alle 10 Minuten", "bitte 08:05 oder 08:10 schreiben"));
  CHECK(says("Mo 8-24:30 alle 10 Minuten", "Ein Tag endet um 24:00"));
  CHECK(says("Mo 12-8 alle 10 Minuten", "Das Ende 08:00 liegt nicht nach dem Beginn 12:00"));
  CHECK(says("Mo 8-12", "Bitte zum Beispiel „alle 10 Minuten“ ergänzen"));
  CHECK(says("Mo 8-12 alle 12 Minuten", "Der Takt geht in Schritten von 5 Minuten"));
  CHECK(says("Mo 8-12 alle paar Minuten", "Hier gehört eine Zahl"));
  CHECK(says("Mo 8-12 alle 10 Stunden", "Bitte „alle 10 Minuten“ schreiben"));
  CHECK(says("Mo 8-12 alle 10 Minuten alle 15 Minuten", "„alle … Minuten“ steht zweimal"));
  CHECK(says("Mo 8-12 und 14-16 alle 10 Minuten", "Für eine zweite Uhrzeit bitte eine eigene Zeile"));
  CHECK(says("Mo 8-12 alle 10 Minuten, Schalter", "Nach „Schalter“ gehören Nummern hin"));
  CHECK(says("Mo 8-12 alle 10 Minuten, Schalter 7", "Schalter 7 gibt es nicht; diese Stelle hat die Schalter 1 bis 6"));
  CHECK(says("Mo 8-12 alle 10 Minuten, Schalter 1-99999999", "Schalter 99999999 gibt es nicht"));
  CHECK(says("Mo 8-12 alle 10 Minuten, Schalter 1", "hat noch keine Schalter", 0));
  CHECK(says("Mo 8-12 alle 10 Minuten, Schalter 3-1", "läuft rückwärts"));
  CHECK(says("Mo 8-12 alle 10 Minuten, Schalter 1-3+2", "Schalter 2 steht zweimal"));
  CHECK(says("Mo 8-12 alle 10 Minuten, online", "die Zahl der Schalter"));
  CHECK(says("Mo 8-12 alle 10 Minuten, jede 2. Woche", "Bitte „jede 2. Woche ab 04.01.2027“ schreiben"));
  CHECK(says("Mo 8-12 alle 10 Minuten, jede 60. Woche ab 04.01.2027", "Möglich sind 2 bis 52 Wochen"));
  CHECK(says("Mo 8-12 alle 10 Minuten, jede Stunde", "„jede“ und dann „Stunde“"));
  CHECK(says("Mo 8-12 alle 10 Minuten, gerade Wochen", "Statt gerader oder ungerader Wochen"));
  CHECK(says("Mo 8-12 alle 10 Minuten, 5. Woche im Monat", "„letzte Woche im Monat“"));
  CHECK(says("Mo 8-12 alle 10 Minuten, 2. Montag im Monat", "Bitte „1. Woche im Monat“ bis"));
  CHECK(says("Mo 8-12 alle 10 Minuten, 1. Woche im Monat, jede 2. Woche ab 04.01.2027", "gehen nicht zusammen"));
  CHECK(says("Mo 8-12 alle 10 Minuten, ab 31.02.2027", "Den 31.2.2027 gibt es nicht"));
  CHECK(says("Mo 8-12 alle 10 Minuten, ab 1.4.27", "Bitte vier Ziffern schreiben"));
  CHECK(says("Mo 8-12 alle 10 Minuten, ab 1.4.", "Beim Datum 1.4. fehlt das Jahr"));
  CHECK(says("Mo 8-12 alle 10 Minuten, ab morgen", "Hier gehört ein Datum hin"));
  CHECK(says("Mo 8-12 alle 10 Minuten, ab 2027-04", "Hier gehört ein Datum hin"));
  CHECK(says("Mo 8-12 alle 10 Minuten, ab 01.04.2027 bis 31.03.2027", "liegt vor dem Beginn"));
  CHECK(says("Mo 8-12 alle 10 Minuten, auch sonntags", "Bitte „auch an Feiertagen“ schreiben"));
  CHECK(says("Mo 8-12 alle 10 Minuten # Kommentar", "Ein Kommentar steht in einer eigenen Zeile"));
  CHECK(says("Mo 8-12 alle 10 Minuten, schalte 2", "Meinten Sie „Schalter“?"));
  CHECK(says("Pause Mo 12-13 alle 10 Minuten", "„alle … Minuten“ passt nicht zu „Pause“"));
  CHECK(says("Pause Mo 12-13, auch an Feiertagen", "passt nicht zu „Pause“"));
  CHECK(says("ohne Termin Mo 8-12, Schalter 2", "„Schalter …“ passt nicht zu „ohne Termin“"));
  CHECK(says("geschlossen 02.01.2027-24.12.2026", "Das Ende der Schließung liegt vor ihrem Beginn"));
  CHECK(says("geschlossen 24.12.-02.01.2027", "Beim Datum 24.12. fehlt das Jahr"));
  CHECK(says("geschlossen 24.12.2026 Weihnachten", "nach einem Doppelpunkt der Grund"));
  CHECK(says("geschlossen", "das Ende der Zeile. Hier gehört ein Datum hin"));
}

TEST_CASE("what is no text of rules is refused, not guessed") {
  CHECK(says("Mo 8-12 alle 10 Minuten: \xff", "unlesbare Zeichen"));
  CHECK(says(std::string{"Mo 8-12 alle 10 Minuten: a\0b", 28}, "unlesbare Zeichen"));
  CHECK(says("Mo 8-12 alle 10 Minuten: " + std::string(2000, 'x'), "länger als 1000 Zeichen"));
  CHECK(says(std::string(70000, '\n'), "länger als 64 KiB"));
  std::string many;
  for (int i = 0; i < 501; ++i) many += "Mo 8-12 alle 10 Minuten\n";
  CHECK(says(many, "Zeile 501: Mehr als 500 Regeln"));
  many.resize(many.rfind("Mo"));
  CHECK(parse_rules(many, 1));
}

TEST_CASE("rules and closures keep their places among each other when they are printed") {
  std::string_view const text =
      "geschlossen 24.12.2026\n"
      "Mo 08:00-12:00 alle 10 Minuten\n"
      "geschlossen 25.12.2026\n"
      "Di 08:00-12:00 alle 10 Minuten\n";
  CHECK(canonical(text) == text);
  auto const rules = parse_rules(text, 1);
  CHECK(without_lines(*parse_rules(print_rules(*rules), 1)) == without_lines(*rules));
}
