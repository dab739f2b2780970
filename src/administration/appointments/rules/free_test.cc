#include <doctest/doctest.h>

#include "administration/appointments/rules/rules.h"

using namespace kreislauf;
using namespace kreislauf::appointments;
using namespace std::chrono;

namespace {

Day const monday = year{2026} / 11 / 23;

/// Three desks: one does all, one only passports, one passports and weddings. A photo needs the camera, of which there
/// are two.
Plan plan(std::string_view rules = "Mo-Fr 08:00-12:00 alle 10 Minuten\nDo 14:00-18:00 alle 10 Minuten") {
  Plan out;
  out.settings.office = "office";
  out.desks = {{.id = 1, .office = "office", .name = "Schalter 1", .skills = {}},
               {.id = 2, .office = "office", .name = "Schalter 2", .skills = {"passport"}},
               {.id = 3, .office = "office", .name = "Schalter 3", .skills = {"passport", "wedding"}}};
  out.resources = {{.id = 8, .office = "office", .name = "camera", .resource = true, .skills = {}},
                   {.id = 9, .office = "office", .name = "camera", .resource = true, .skills = {}}};
  out.services = {{.office = "office", .service = "passport", .label = {}, .minutes = 10, .most = 4, .resource = {}},
                  {.office = "office",
                   .service = "wedding",
                   .label = {},
                   .minutes = 60,
                   .online = false,
                   .phone = true,
                   .resource = {}},
                  {.office = "office", .service = "photo", .label = {}, .minutes = 12, .resource = "camera"}};
  out.rules = *parse_rules(rules, 3);
  return out;
}

Calendar calendar(Plan const& of, Day first = monday, int days = 60) {
  return make_calendar(std::make_shared<Plan const>(of), first, days);
}

Instant at(char const* utc) { return parse_iso_utc(utc); }
Instant const sunday_noon = at("2026-11-22T11:00:00Z");

Wish wish(std::vector<Item> items) {
  Wish out;
  out.items = std::move(items);
  return out;
}

std::vector<FreeTime> earliest_of(Calendar const& one, Wish const& wanted, std::size_t limit,
                                  Instant now = sunday_noon) {
  auto const* pointer = &one;
  return earliest(std::span{&pointer, 1}, wanted, now, limit);
}

void take(Calendar& of, std::size_t row, Day day, int from, int to) {
  of.taken.at(row, day).set(from / unit_minutes, to / unit_minutes);
}

}  // namespace

TEST_CASE("a resident sees the earliest times, one for each start") {
  auto const times = earliest_of(calendar(plan()), wish({{"passport", 1}}), 3);
  REQUIRE(times.size() == 3);
  CHECK(times[0].day == monday);
  CHECK(times[0].minute == 480);
  CHECK(times[1].minute == 490);
  CHECK(times[2].minute == 500);
}

TEST_CASE("the desk with the fewest skills goes first, so that special desks stay free for special wishes") {
  auto c = calendar(plan());
  CHECK(claimable(c, wish({{"passport", 1}}), monday, 480, sunday_noon)->desk == 1);
  take(c, 1, monday, 480, 490);
  CHECK(claimable(c, wish({{"passport", 1}}), monday, 480, sunday_noon)->desk == 2);
  take(c, 2, monday, 480, 490);
  CHECK(claimable(c, wish({{"passport", 1}}), monday, 480, sunday_noon)->desk == 0);
  take(c, 0, monday, 480, 490);
  CHECK_FALSE(claimable(c, wish({{"passport", 1}}), monday, 480, sunday_noon));
}

TEST_CASE("several services take their time together, at one desk that does all of them") {
  auto const p = plan();
  auto wanted = wish({{"passport", 3}, {"wedding", 1}});
  wanted.staff = true;
  CHECK(minutes_for(p, wanted.items) == 90);
  CHECK(minutes_for(p, {{"photo", 1}}) == 15);
  auto c = calendar(p);
  CHECK(claimable(c, wanted, monday, 630, sunday_noon)->desk == 2);
  CHECK_FALSE(claimable(c, wanted, monday, 640, sunday_noon));  // would last until 12:10
  take(c, 2, monday, 700, 705);
  CHECK(claimable(c, wanted, monday, 630, sunday_noon)->desk == 0);
}

TEST_CASE("why an office cannot serve a wish") {
  auto p = plan();
  CHECK(serves(p, wish({{"passport", 1}})) == Serves::yes);
  CHECK(serves(p, wish({})) == Serves::unknown_service);
  CHECK(serves(p, wish({{"dog", 1}})) == Serves::unknown_service);
  CHECK(serves(p, wish({{"passport", 5}})) == Serves::too_many);
  CHECK(serves(p, wish({{"passport", 2}, {"passport", 3}})) == Serves::too_many);
  CHECK(serves(p, wish({{"wedding", 1}})) == Serves::not_online);
  auto by_phone = wish({{"passport", 1}});
  by_phone.channel = Channel::phone;
  CHECK(serves(p, by_phone) == Serves::not_this_way);

  p.settings.paused = "Störung";
  CHECK(serves(p, wish({{"passport", 1}})) == Serves::paused);
  auto by_staff = wish({{"wedding", 1}});
  by_staff.staff = true;
  CHECK(serves(p, by_staff) == Serves::yes);

  p.desks[0].active = false;
  CHECK(serves(p, by_staff) == Serves::yes);
  p.desks[2].active = false;
  CHECK(serves(p, by_staff) == Serves::no_desk);
}

TEST_CASE("an appointment may not last longer than the office is ever open at a stretch") {
  auto p = plan("Mo 08:00-08:30 alle 10 Minuten\nMo 08:30-09:00 alle 10 Minuten\nDi 09:00-09:30 alle 10 Minuten");
  auto wanted = wish({{"wedding", 1}});
  wanted.staff = true;
  CHECK(serves(p, wanted) == Serves::yes);  // the two rules of Monday follow each other
  p.services[1].minutes = 65;
  CHECK(serves(p, wanted) == Serves::too_long);
}

TEST_CASE("residents book between the first and the last day of the office and not in the last minutes") {
  auto p = plan("Mo-So 08:00-12:00 alle 10 Minuten");
  p.settings.first_day = 0;
  p.settings.last_day = 1;
  p.settings.lead_minutes = 30;
  auto const c = calendar(p);
  auto const now = at("2026-11-23T09:01:00Z");  // 10:01 here
  auto const times = earliest_of(c, wish({{"passport", 1}}), 1000, now);
  CHECK(times.front().minute == 640);  // 10:31 is possible, 10:40 the next start
  CHECK(times.back().day == monday + days{1});

  auto by_staff = wish({{"passport", 1}});
  by_staff.staff = true;
  CHECK(earliest_of(c, by_staff, 1, now).front().minute == 610);
  CHECK(earliest_of(c, by_staff, 100000, now).back().day == monday + days{59});
}

TEST_CASE("no time in the past is offered in the night when an hour comes twice") {
  auto p = plan("So 00:00-24:00 alle 5 Minuten");
  p.settings.lead_minutes = 0;
  Day const autumn = year{2026} / 10 / 25;
  auto const c = calendar(p, autumn, 1);
  CHECK(earliest_of(c, wish({{"passport", 1}}), 1, at("2026-10-25T00:10:00Z")).front().minute ==
        130);  // first pass of 02:10
  CHECK(earliest_of(c, wish({{"passport", 1}}), 1, at("2026-10-25T01:10:00Z")).front().minute ==
        180);  // second pass: 02:10 is over
}

TEST_CASE("parts of the day count by the start") {
  auto const c = calendar(plan("Do 08:00-18:00 alle 30 Minuten"));
  auto wanted = wish({{"passport", 1}});
  wanted.part = DayPart::morning;
  wanted.from = wanted.to = monday + days{3};
  CHECK(earliest_of(c, wanted, 100).size() == 8);
  wanted.part = DayPart::afternoon;
  CHECK(earliest_of(c, wanted, 100).front().minute == 720);
  CHECK(earliest_of(c, wanted, 100).size() == 12);
  wanted.part = DayPart::late;
  CHECK(earliest_of(c, wanted, 100).front().minute == 960);
}

TEST_CASE("a room or equipment must be free for the whole appointment") {
  auto c = calendar(plan());
  auto const first = *claimable(c, wish({{"photo", 1}}), monday, 480, sunday_noon);
  CHECK(first.resource == 3);
  take(c, 3, monday, 490, 500);
  CHECK(claimable(c, wish({{"photo", 1}}), monday, 480, sunday_noon)->resource == 4);
  take(c, 4, monday, 480, 485);
  CHECK_FALSE(claimable(c, wish({{"photo", 1}}), monday, 480, sunday_noon));
  CHECK(claimable(c, wish({{"passport", 1}}), monday, 480, sunday_noon)->resource == 0);

  auto p = plan();
  p.resources.clear();
  CHECK(serves(p, wish({{"photo", 1}})) == Serves::no_desk);
}

TEST_CASE("one search goes over all offices: by start, then by office") {
  auto early = plan("Mo 08:00-09:00 alle 30 Minuten"), late = plan("Mo 08:30-09:30 alle 30 Minuten");
  late.settings.office = "other";
  auto const a = calendar(late), b = calendar(early);
  std::vector<Calendar const*> const both{&a, &b};
  auto wanted = wish({{"passport", 1}});
  auto const times = earliest(both, wanted, sunday_noon, 4);
  REQUIRE(times.size() == 4);
  CHECK(std::pair{times[0].minute, times[0].calendar} == std::pair{480, std::size_t{1}});
  CHECK(std::pair{times[1].minute, times[1].calendar} == std::pair{510, std::size_t{0}});
  CHECK(std::pair{times[2].minute, times[2].calendar} == std::pair{510, std::size_t{1}});
  CHECK(std::pair{times[3].minute, times[3].calendar} == std::pair{540, std::size_t{0}});

  wanted.to = monday + days{1};
  wanted.from = monday - days{1};
  CHECK(free_per_day(both, wanted, sunday_noon) == std::vector{0, 4, 0});
  wanted.office = "other";
  CHECK(free_per_day(both, wanted, sunday_noon) == std::vector{0, 2, 0});
}

TEST_CASE("free days without given days begin today and end with the calendar") {
  auto const c = calendar(plan(), monday, 5);
  auto const* pointer = &c;
  CHECK(free_per_day(std::span{&pointer, 1}, wish({{"passport", 1}}), sunday_noon) ==
        std::vector{0, 24, 24, 24, 48, 24});
  auto wanted = wish({{"passport", 1}});
  wanted.to = monday + days{100000};
  CHECK(free_per_day(std::span{&pointer, 1}, wanted, sunday_noon).size() == most_days);
}

TEST_CASE("a time that is no start of the office cannot be claimed") {
  auto const c = calendar(plan());
  for (int minute : {-10, 7, 475, 485, 720, 1440, 100000})
    CHECK_FALSE(claimable(c, wish({{"passport", 1}}), monday, minute, sunday_noon));
  CHECK_FALSE(claimable(c, wish({{"passport", 1}}), monday - days{7}, 480, sunday_noon));
  CHECK_FALSE(claimable(c, wish({{"passport", 1}}), monday + days{70}, 480, sunday_noon));
}
