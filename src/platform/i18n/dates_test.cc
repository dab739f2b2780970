#include "platform/i18n/dates.h"

#include <doctest/doctest.h>

#include <limits>

#include "base/typed/typed.h"
#include "platform/i18n/amounts.h"

using namespace kreislauf;
using namespace kreislauf::i18n;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::sys_days monday = 2026y / 11 / 23;

struct Languages {
  Catalogues catalogues;
  Translator of(Language language) const { return catalogues.translator(language); }
};

}  // namespace

TEST_CASE("times and days are written the German way") {
  Translator const t{Language::german, nullptr};
  CHECK(clock(490) == "8:10");
  CHECK(clock(1440) == "24:00");
  CHECK(clock_iso(490) == "08:10");
  CHECK(iso(monday) == "2026-11-23");
  CHECK(weekday(t, 0) == "Montag");
  CHECK(weekday(t, 6) == "Sonntag");
  CHECK(weekday(t, 7) == "Montag");
  CHECK(weekday(t, monday) == "Montag");
  CHECK(weekday_short(t, 2) == "Mi");
  CHECK(day_and_month(t, monday) == "23. November");
  CHECK(long_date(t, 2026y / 3 / 1) == "1. März 2026");
  CHECK(named_day(t, monday) == "Montag, 23. November");
  CHECK(full_day(t, monday) == "Montag, 23. November 2026");
  CHECK(near_day(t, monday, monday) == "Heute, Montag, 23. November");
  CHECK(near_day(t, monday + std::chrono::days{1}, monday) == "Morgen, Dienstag, 24. November");
  CHECK(near_day(t, monday + std::chrono::days{2}, monday) == "Mittwoch, 25. November");
  CHECK(short_date(monday) == "Mo, 23.11.2026");
  CHECK(numeric_date(2026y / 2 / 3) == "03.02.2026");
}

TEST_CASE("moments are those of the clock on the wall") {
  Translator const t{Language::german, nullptr};
  auto const winter = parse_iso_utc("2026-11-21T09:05:00Z"), summer = parse_iso_utc("2026-07-01T22:30:00Z");
  CHECK(moment(t, winter) == "21. November 2026, 10:05 Uhr");
  CHECK(moment(t, summer) == "2. Juli 2026, 0:30 Uhr");
  CHECK(short_moment(summer) == "02.07.2026, 0:30 Uhr");
  CHECK(until(t, winter, winter - 8h) == "10:05 Uhr");
  CHECK(until(t, winter, winter - 24h) == "Samstag, 21. November, 10:05 Uhr");
  CHECK(until(t, summer, parse_iso_utc("2026-07-01T21:59:00Z")) == "Donnerstag, 2. Juli, 0:30 Uhr");
}

TEST_CASE("days are written in the visitor's language") {
  Languages const languages;
  CHECK(long_date(languages.of(Language::english), monday) == "23 November 2026");
  CHECK(full_day(languages.of(Language::turkish), monday) == "Pazartesi, 23 Kasım 2026");
  CHECK(near_day(languages.of(Language::turkish), monday, monday) == "Bugün (Pazartesi, 23 Kasım)");
  CHECK(long_date(languages.of(Language::ukrainian), monday) == "23 листопада 2026 року");
  CHECK(day_and_month(languages.of(Language::arabic), monday) == "23 نوفمبر");
  CHECK(weekday_short(languages.of(Language::ukrainian), 6) == "Нд");
  CHECK(weekday_short(languages.of(Language::arabic), 0) == weekday(languages.of(Language::arabic), 0));
}

TEST_CASE("only days of the calendar are read from data") {
  CHECK(parse_iso("2026-11-23") == monday);
  for (auto const* text : {"", "2026-11-31", "2026-02-29", "2026-13-01", "2026-00-01", "2026-11-2", "26-11-23",
                           "2026-11-23 ", "2026/11/23", "2026-1 -23", "+026-11-23", "20261123", "２026-11-2"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_iso(text));
  }
}

TEST_CASE("whatever day is written, in any language, can be typed") {
  Languages const languages;
  for (auto const language : all_languages) {
    auto const t = languages.of(language);
    for (auto day = monday; day < monday + std::chrono::days{365}; day += std::chrono::days{5}) {
      CHECK(parse_iso(iso(day)) == day);
      for (auto const& text : {long_date(t, day), full_day(t, day), numeric_date(day), short_date(day), iso(day)}) {
        CAPTURE(text);
        CHECK(typed::day(text, monday).value_or(std::chrono::sys_days{}) == day);
      }
      for (auto const& text : {day_and_month(t, day), named_day(t, day)}) {
        CAPTURE(text);
        CHECK(typed::day(text, monday, typed::Era::coming).value_or(std::chrono::sys_days{}) == day);
      }
    }
    for (int minute = 0; minute <= 1440; minute += 7) {
      CHECK(typed::minute(t("{} Uhr", clock(minute))).value_or(-1) == minute);
      CHECK(typed::minute(clock_iso(minute)).value_or(-1) == minute);
    }
  }
}

TEST_CASE("amounts and numbers are written in the visitor's language, and can be typed") {
  Languages const languages;
  auto const german = languages.of(Language::german), english = languages.of(Language::english);
  CHECK(money(german, Money{3700}) == "37 Euro");
  CHECK(money(german, Money{3750}) == "37,50 Euro");
  CHECK(money(english, Money{3750}) == "37.50 euros");
  CHECK(amount(german, Money{123450}) == "1234,50");
  CHECK(amount(german, Money{5}) == "0,05");
  CHECK(amount(german, Money{-5}) == "-0,05");
  CHECK(grouped(german, 999) == "999");
  CHECK(grouped(german, 1234) == "1.234");
  CHECK(grouped(english, 1234567) == "1,234,567");
  CHECK(grouped(languages.of(Language::ukrainian), 1234) == "1\u00A0234");
  CHECK(grouped(german, -1234) == "-1.234");
  CHECK(grouped(german, std::numeric_limits<std::int64_t>::min()) == "-9.223.372.036.854.775.808");
  for (auto const language : all_languages) {
    auto const t = languages.of(language);
    bool const point = language == Language::english or language == Language::arabic;
    for (std::int64_t cents = 0; cents < 99'999'999'999; cents = cents * 3 + 7) {
      auto const text = money(t, Money{cents});
      CAPTURE(text);
      CHECK(typed::money(text, point ? typed::Comma::point : typed::Comma::comma).value_or(Money{-1}) == Money{cents});
      CHECK(typed::number(grouped(t, cents)).value_or(-1) == cents);
    }
  }
}
