#include "administration/appointments/acts/free_times.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/appointments.h"

using namespace kreislauf;
using namespace kreislauf::appointments;

namespace {

constexpr auto plan_text = R"(
[[office]]
id = "buergerbuero"
overbook_percent = {}
lead_minutes = 0
rules = """
Mo-Fr 08:00-12:00 alle 10 Minuten
"""
desks = [{{ name = "Schalter 1" }}, {{ name = "Schalter 2" }}]
services = [{{ service = "pass", minutes = 10, label = "Pass" }}, {{ service = "rat", minutes = 10, label = "Rat" }}]
)";

struct BusyOffice : test::TestOffice {
  Day const day{std::chrono::sys_days{std::chrono::year{2026} / 12 / 1}};
  FreeTimesCache cache{test::keyring()};

  void open(int percent) { REQUIRE(import(fmt::format(plan_text, percent)).rejected.empty()); }
  std::shared_ptr<FreeTimes const> free_times() { return cache.now(key, database(), clock.now()); }

  Appointment person(State state, std::string service, std::int64_t desk, Day on, int minute) {
    Appointment a;
    a.state = state;
    a.office = "buergerbuero";
    a.desk = desk;
    a.day = on;
    a.minute = minute;
    a.minutes = 10;
    a.starts_at = iso_utc(instant_of(on, minute));
    a.origin = "web";
    a.items = {{std::move(service), 1}};
    return a;
  }
  void add(std::vector<Appointment> people) {
    database().write([&](db::Connection& c) {
      auto id = store::next_ids(c, static_cast<std::int64_t>(people.size()));
      for (auto& one : people) one.id = id++;
      store::insert_all(c, people, today());
    });
  }
  /// `missed` of `all` people of the last weeks stayed away.
  void past(std::string const& service, int all, int missed) {
    std::vector<Appointment> people;
    for (int i = 0; i < all; ++i)
      people.push_back(person(i < missed ? State::missed : State::finished, service, 0,
                              today() - std::chrono::days{1 + i % 30}, 480));
    add(std::move(people));
  }
  /// Both desks are full from 8 to 9: 12 bookings.
  void full_hour(std::string const& service) {
    std::vector<Appointment> people;
    for (auto const& desk : plan().desks) {
      for (int minute = 480; minute < 540; minute += 10)
        people.push_back(person(State::confirmed, service, desk.id, day, minute));
    }
    add(std::move(people));
  }
  /// Books from 8 to 9 until nothing is left; how many found a time.
  int book_all(std::string const& service) {
    int booked = 0;
    for (;;) {
      auto const now = free_times();
      Wish const wish{.items = {{service, 1}}, .office = "buergerbuero", .from = day, .to = day};
      std::optional<FreeTime> time;
      for (int minute = 480; minute < 540 and not time; minute += 5)
        time = claimable(*now->calendars[0], wish, day, minute, clock.now());
      if (not time) return booked;
      add({person(State::confirmed, service, now->calendars[0]->plan->desks[time->desk].id, day, time->minute)});
      ++booked;
    }
  }
};

}  // namespace

TEST_CASE_FIXTURE(BusyOffice,
                  "a full hour takes as many more as its people are expected to stay away, and not one beyond") {
  open(100);
  past("pass", 80, 16);  // one of five
  full_hour("pass");     // 12 × 0.2 = 2.4
  CHECK(book_all("pass") == 2);
  CHECK(book_all("rat") == 0);
}

TEST_CASE_FIXTURE(BusyOffice, "half of the bound is half as many") {
  open(50);
  past("pass", 80, 16);
  full_hour("pass");
  CHECK(book_all("pass") == 1);
}

TEST_CASE_FIXTURE(BusyOffice, "without experience and without the setting nobody is booked twice") {
  open(100);
  past("pass", 49, 49);
  full_hour("pass");
  CHECK(book_all("pass") == 0);
}

TEST_CASE_FIXTURE(BusyOffice, "an office that does not overbook has no extra desk") {
  open(0);
  past("pass", 80, 40);
  full_hour("pass");
  CHECK(book_all("pass") == 0);
  CHECK(free_times()->calendars[0]->plan->desks.size() == 2);
}

TEST_CASE_FIXTURE(BusyOffice, "as long as a desk is free nobody comes to the extra one") {
  open(100);
  past("pass", 80, 16);
  full_hour("pass");
  Wish const wish{.items = {{"pass", 1}}, .office = "buergerbuero", .from = day, .to = day};
  auto const now = free_times();
  auto const time = claimable(*now->calendars[0], wish, day, 540, clock.now());
  REQUIRE(time);
  CHECK(time->desk < 2);
}
