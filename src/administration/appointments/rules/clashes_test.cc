#include <doctest/doctest.h>

#include "administration/appointments/rules/rules.h"

using namespace kreislauf::appointments;
using namespace std::chrono;

namespace {

Day const today = year{2026} / 11 / 23;  // a Monday

std::vector<Clash> clashes_of(std::string_view text, int desks = 4) {
  auto const rules = parse_rules(text, desks);
  REQUIRE(rules);
  return clashes(*rules, desks, today, today + days{100});
}

bool contains(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("rules that agree with each other have no clashes") {
  CHECK(clashes_of("Mo-Fr 08:00-12:00 alle 10 Minuten, Schalter 1-2, online 2\n"
                   "Mo-Fr 08:00-12:00 alle 15 Minuten, Schalter 3\n"
                   "Mo-Fr 12:00-14:00 alle 20 Minuten\n"
                   "Mo-Mi 09:00-12:00 alle 10 Minuten, Schalter 1\n"
                   "ohne Termin Sa 10:00-12:00\n"
                   "Pause Mo-Sa 11:00-11:15\n"
                   "Mo 08:00-12:00 alle 10 Minuten, ab 01.01.2028\n"
                   "geschlossen 24.12.2026-02.01.2027")
            .empty());
}

TEST_CASE("two rules with other steps for the same desk name both lines and the first day") {
  auto const found = clashes_of(
      "# Montag\nMo 08:00-12:00 alle 10 Minuten, Schalter 1-2\nMo 11:00-14:00 alle 15 Minuten, Schalter 2-3, ab "
      "01.12.2026");
  REQUIRE(found.size() == 1);
  CHECK(found[0].line == 3);
  CHECK(found[0].other_line == 2);
  CHECK(found[0].day == Day{year{2026} / 12 / 7});
  CHECK(contains(found[0].message,
                 "Zeile 3: Am 07.12.2026 gilt für denselben Schalter von 11:00 bis 12:00 auch Zeile 2"));
}

TEST_CASE("the same step at other minutes is another step") {
  CHECK(clashes_of("Mo 08:00-12:00 alle 10 Minuten\nMo 09:05-12:00 alle 10 Minuten").size() == 1);
  CHECK(clashes_of("Mo 08:00-12:00 alle 10 Minuten\nMo 09:10-12:00 alle 10 Minuten").empty());
}

TEST_CASE("rules that never meet on a day do not clash") {
  CHECK(clashes_of("Mo 08:00-12:00 alle 10 Minuten, jede 2. Woche ab 23.11.2026\nMo 08:00-12:00 alle 15 Minuten, jede "
                   "2. Woche ab 30.11.2026")
            .empty());
}

TEST_CASE("a pause outside of opening hours is told with its first day") {
  auto const found = clashes_of("Mo-Fr 08:00-12:00 alle 10 Minuten\nPause Di 12:00-13:00");
  REQUIRE(found.size() == 1);
  CHECK(found[0].line == 2);
  CHECK(found[0].day == today + days{1});
  CHECK(contains(found[0].message, "außerhalb der Öffnungszeiten, zuerst am 24.11.2026"));
  CHECK(clashes_of("Mo-Fr 08:00-12:00 alle 10 Minuten, Schalter 1\nPause Di 09:00-10:00, Schalter 2").size() == 1);
  CHECK(
      clashes_of("Mo-Do 08:00-14:00 alle 10 Minuten\nFr 08:00-12:00 alle 10 Minuten\nPause Mo-Fr 12:00-12:30").empty());
}

TEST_CASE("a rule that never applies") {
  CHECK(contains(clashes_of("Mo 08:00-12:00 alle 10 Minuten, ab 01.12.2026 bis 06.12.2026")[0].message,
                 "trifft auf keinen Tag von 01.12.2026 bis 06.12.2026 zu"));
  CHECK(clashes_of("Fr 08:00-12:00 alle 10 Minuten, am 25.12.2026").size() == 1);
  CHECK(clashes_of("Fr 08:00-12:00 alle 10 Minuten, am 25.12.2026, auch an Feiertagen").empty());
}

TEST_CASE("what is over can go") {
  auto const found = clashes_of(
      "Mo 08:00-12:00 alle 10 Minuten\nMo 08:00-12:00 alle 10 Minuten, bis 22.11.2026\ngeschlossen 02.11.2026");
  REQUIRE(found.size() == 2);
  CHECK(contains(found[0].message, "Zeile 2: Die Regel galt nur bis 22.11.2026"));
  CHECK(contains(found[1].message, "Zeile 3: Die Schließung endete am 02.11.2026"));
}

TEST_CASE("a closure on a day on which nobody works anyway may be a slip") {
  CHECK(contains(clashes_of("Mo-Fr 08:00-12:00 alle 10 Minuten\ngeschlossen 28.11.2026")[0].message,
                 "Am 28.11.2026 ist auch ohne diese Zeile nicht geöffnet"));
}

TEST_CASE("more online desks than desks, and desks that were taken away") {
  CHECK(contains(clashes_of("Mo 08:00-12:00 alle 10 Minuten, Schalter 1-2, online 3")[0].message,
                 "höchstens „online 2“"));
  CHECK(contains(clashes_of("Mo 08:00-12:00 alle 10 Minuten, online 5")[0].message, "höchstens „online 4“"));
  auto const rules = *parse_rules("Mo 08:00-12:00 alle 10 Minuten, Schalter 4\ngeschlossen 30.11.2026, Schalter 4", 4);
  auto const found = clashes(rules, 3, today, today + days{30});
  REQUIRE(found.size() == 2);
  CHECK(contains(found[0].message, "Zeile 1: Schalter 4 gibt es nicht; diese Stelle hat 3 Schalter."));
}

TEST_CASE("hundreds of contradictions are cut short") {
  std::string text;
  for (int i = 0; i < 500; ++i)
    text += i % 2 == 0 ? "Mo 08:00-12:00 alle 10 Minuten\n" : "Mo 08:00-12:00 alle 15 Minuten\n";
  CHECK(clashes_of(text).size() == 100);
}
