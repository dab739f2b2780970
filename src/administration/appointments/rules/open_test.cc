#include <doctest/doctest.h>

#include "administration/appointments/rules/rules.h"

using namespace kreislauf;
using namespace kreislauf::appointments;
using namespace std::chrono;

namespace {

Rules rules(std::string_view text, int desks = 6) {
  auto result = parse_rules(text, desks);
  REQUIRE_MESSAGE(result, (result ? "" : result.error().front().message));
  return *result;
}

Day on(int y, unsigned m, unsigned d) { return year_month_day{year{y}, month{m}, std::chrono::day{d}}; }

int open_minutes(Rules const& r, Day date) { return open_day(r, 1, date).staff.count() * unit_minutes; }
bool is_open(Rules const& r, Day date) { return open_minutes(r, date) > 0; }

/// Dates of a span on which the office opens, as text: `07.01.`
std::string open_days(Rules const& r, Day from, Day to) {
  std::string text;
  for (; from <= to; from += days{1}) {
    if (not is_open(r, from)) continue;
    year_month_day const date{from};
    text += (text.empty() ? "" : " ") + std::to_string(static_cast<unsigned>(date.day())) + "." +
            std::to_string(static_cast<unsigned>(date.month())) + ".";
  }
  return text;
}

}  // namespace

TEST_CASE("an opening rule opens its weekdays, in its hours, with its starts") {
  auto const r = rules("Mo-Fr 08:00-09:00 alle 15 Minuten");
  auto const monday = open_day(r, 1, on(2026, 11, 23));
  CHECK(monday.staff.count() == 12);
  CHECK(monday.online == monday.staff);
  CHECK(monday.starts.count() == 4);
  CHECK(monday.starts.test(8 * 12 + 3));
  CHECK_FALSE(monday.starts.test(8 * 12 + 2));
  CHECK_FALSE(is_open(r, on(2026, 11, 22)));
}

TEST_CASE("residents see only as many desks as the rule gives online, in the order in which it names them") {
  auto const r = rules("Mo 08:00-12:00 alle 10 Minuten, Schalter 5+1-2, online 2");
  auto const monday = on(2026, 11, 23);
  CHECK(open_day(r, 5, monday).online.any());
  CHECK(open_day(r, 1, monday).online.any());
  CHECK_FALSE(open_day(r, 2, monday).online.any());
  CHECK(open_day(r, 2, monday).staff.any());
  CHECK_FALSE(open_day(r, 3, monday).staff.any());
}

TEST_CASE("a pause closes, and the starts behind it keep to the clock of the rule") {
  auto const r = rules("Mo 08:00-14:00 alle 20 Minuten\nPause Mo 12:00-12:30, Schalter 1");
  auto const day = open_day(r, 1, on(2026, 11, 23));
  CHECK(day.staff.count() == 72 - 6);
  CHECK_FALSE(day.starts.test(12 * 12));
  CHECK_FALSE(day.starts.test(12 * 12 + 6));
  CHECK(day.starts.test(12 * 12 + 8));  // 12:40
  CHECK(open_day(r, 2, on(2026, 11, 23)).staff.count() == 72);
}

TEST_CASE("a closure takes whole days, hours or single desks out") {
  auto const r = rules(
      "Mo-So 08:00-18:00 alle 10 Minuten, auch an Feiertagen\n"
      "geschlossen 24.12.2026-02.01.2027: Weihnachten\n"
      "geschlossen 05.12.2026 12:00-18:00, Schalter 1-2: Personalversammlung");
  CHECK(is_open(r, on(2026, 12, 23)));
  CHECK_FALSE(is_open(r, on(2026, 12, 24)));
  CHECK_FALSE(is_open(r, on(2027, 1, 2)));
  CHECK(is_open(r, on(2027, 1, 3)));
  CHECK(open_day(r, 2, on(2026, 12, 5)).staff.count() == 4 * 12);
  CHECK(open_day(r, 3, on(2026, 12, 5)).staff.count() == 10 * 12);
}

TEST_CASE("on public holidays of the Land offices are closed unless a rule says otherwise") {
  auto const usual = rules("Mo-So 08:00-12:00 alle 10 Minuten");
  auto const always = rules("Mo-So 08:00-12:00 alle 10 Minuten, auch an Feiertagen\nPause Do 09:00-10:00");
  auto const corpus_christi = on(2027, 5, 27);
  CHECK_FALSE(is_open(usual, corpus_christi));
  CHECK_FALSE(is_open(usual, on(2027, 11, 1)));  // Allerheiligen
  CHECK(is_open(usual, on(2027, 10, 31)));       // Reformationstag is none in this Land
  CHECK(is_open(usual, on(2026, 12, 24)));
  CHECK(open_minutes(always, corpus_christi) == 180);  // the pause holds on holidays, too
}

TEST_CASE(
    "the n-th week of the month is the n-th such weekday, the last one is the last, be it the fourth or the fifth") {
  CHECK(open_days(rules("Mi 14:00-16:00 alle 20 Minuten, 1. Woche im Monat"), on(2027, 2, 1), on(2027, 4, 30)) ==
        "3.2. 3.3. 7.4.");
  CHECK(open_days(rules("Mi 14:00-16:00 alle 20 Minuten, 4. Woche im Monat"), on(2027, 2, 1), on(2027, 4, 30)) ==
        "24.2. 24.3. 28.4.");
  CHECK(open_days(rules("Mi 14:00-16:00 alle 20 Minuten, letzte Woche im Monat"), on(2027, 2, 1), on(2027, 4, 30)) ==
        "24.2. 31.3. 28.4.");
}

TEST_CASE("every second week goes on over the turn of a year with 53 weeks") {
  auto const r = rules("Mo 08:00-12:00 alle 10 Minuten, jede 2. Woche ab 30.11.2026");  // ISO week 49; 2026 has 53
  CHECK(open_days(r, on(2026, 11, 1), on(2027, 1, 31)) == "30.11. 14.12. 28.12. 11.1. 25.1.");
}

TEST_CASE("weeks are counted from the week of the first day, whatever weekday that is") {
  auto const r = rules("Mo 08:00-12:00 alle 10 Minuten, jede 3. Woche ab 06.01.2027");  // a Wednesday
  CHECK(open_days(r, on(2027, 1, 1), on(2027, 2, 20)) == "25.1. 15.2.");
}

TEST_CASE("the leap day is a day like others") {
  auto const r = rules("Di 08:00-12:00 alle 10 Minuten, bis 29.02.2028\ngeschlossen 22.02.2028");
  CHECK(open_days(r, on(2028, 2, 10), on(2028, 3, 10)) == "15.2. 29.2.");
  CHECK(open_days(rules("Di 08:00-12:00 alle 10 Minuten, letzte Woche im Monat"), on(2028, 2, 1), on(2028, 2, 29)) ==
        "29.2.");
}

TEST_CASE("the hour that summer time skips is never open") {
  auto const r = rules("So 00:00-24:00 alle 30 Minuten, auch an Feiertagen");
  auto const day = open_day(r, 1, on(2027, 3, 28));  // Easter Sunday and the change of clocks
  CHECK(day.staff.count() == 23 * 12);
  CHECK_FALSE(day.staff.test(2 * 12));
  CHECK_FALSE(day.starts.test(2 * 12 + 6));
  CHECK(day.staff.test(3 * 12));
  CHECK(iso_utc(instant_of(on(2027, 3, 28), 180)) == "2027-03-28T01:00:00Z");
}

TEST_CASE("the hour that comes twice in autumn is given once, in its first pass") {
  auto const r = rules("So 00:00-24:00 alle 30 Minuten");
  CHECK(open_day(r, 1, on(2026, 10, 25)).staff.count() == 24 * 12);
  CHECK(iso_utc(instant_of(on(2026, 10, 25), 150)) == "2026-10-25T00:30:00Z");
  CHECK(iso_utc(instant_of(on(2026, 10, 25), 180)) == "2026-10-25T02:00:00Z");
}

TEST_CASE("walk-in hours close with the office, not with single desks") {
  auto const r = rules(
      "ohne Termin Mo-Fr 08:00-11:30\nMo-Fr 08:00-12:00 alle 10 Minuten\nPause Mo 09:00-10:00\nPause Mo 10:00-11:00, "
      "Schalter 1\n"
      "geschlossen 24.11.2026\ngeschlossen 25.11.2026, Schalter 1");
  CHECK(walk_in_day(r, on(2026, 11, 23)).count() == 42 - 12);
  CHECK_FALSE(walk_in_day(r, on(2026, 11, 24)).any());
  CHECK(walk_in_day(r, on(2026, 11, 25)).count() == 42);
  CHECK_FALSE(walk_in_day(r, on(2026, 12, 25)).any());
}

TEST_CASE("a calendar holds for each desk and day what the rules say about it alone") {
  auto plan = std::make_shared<Plan>();
  plan->desks.resize(3);
  plan->rules = rules(
      "Mo-Fr 08:00-12:30 alle 10 Minuten, Schalter 1-2, online 1\nDo 14:00-18:00 alle 15 Minuten, Schalter 3, jede 2. "
      "Woche ab 07.01.2027\n"
      "Pause Mo-Fr 10:00-10:15, Schalter 2\ngeschlossen 20.01.2027 08:00-09:00\ngeschlossen 21.01.2027-22.01.2027, "
      "Schalter 3",
      3);
  auto const first = on(2027, 1, 1);
  auto const calendar = make_calendar(plan, first, 120);
  int differ = 0;
  for (std::size_t desk = 0; desk < 3; ++desk) {
    for (auto day = first; day < first + days{120}; day += days{1}) {
      auto const alone = open_day(plan->rules, static_cast<int>(desk) + 1, day);
      auto const& kept = calendar.open_at(desk, day);
      if (not(alone.staff == kept.staff and alone.online == kept.online and alone.starts == kept.starts)) ++differ;
    }
  }
  CHECK(differ == 0);
}
