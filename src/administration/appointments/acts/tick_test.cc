#include <doctest/doctest.h>

#include "tests/support/bookings.h"

using namespace kreislauf;
using namespace kreislauf::appointments;
using namespace std::chrono;

namespace {

constexpr int more_than_a_portion = 1'100;

struct EndOfDay : test::BookingOffice {
  EndOfDay() : BookingOffice{1} {}

  void left_from(Day day, State state, int count) {
    std::vector<Appointment> people;
    for (int i = 0; i < count; ++i) {
      Appointment a;
      a.state = state;
      a.office = "buergerbuero";
      a.day = day;
      a.minute = 480;
      a.minutes = 10;
      a.starts_at = iso_utc(instant_of(day, 480));
      a.name = "Erika";
      a.items = {{"ausweis", 1}};
      people.push_back(std::move(a));
    }
    database().write([&](db::Connection& connection) {
      auto id = store::next_ids(connection, count);
      for (auto& one : people) one.id = id++;
      store::insert_all(connection, people, today());
    });
  }
  Appointment holds(Environment const& where, std::string const& form, Choice const& at) {
    return test::made(where, test::form(form), at,
                      [&](auto& tx, auto& claim) { return hold(tx, where, claim, "web"); });
  }
  std::int64_t count(std::string_view sql) {
    std::int64_t rows = 0;
    database().read([&](db::Connection& connection) { rows = connection.number(sql); });
    return rows;
  }
};

}  // namespace

TEST_CASE_FIXTURE(EndOfDay, "a day ends once, however many it has left") {
  left_from(today() - days{1}, State::confirmed, more_than_a_portion);
  left_from(today() - days{90}, State::finished, more_than_a_portion);

  auto const report = close_day(env());
  CHECK(report.missed == more_than_a_portion);
  CHECK(report.erased == more_than_a_portion);
  CHECK(count("SELECT COUNT(*) FROM appointments WHERE state = 'missed' AND name = 'Erika'") == more_than_a_portion);
  CHECK(count("SELECT COUNT(*) FROM appointments WHERE erased = 1 AND name = ''") == more_than_a_portion);

  auto const version = database().version();
  CHECK(close_day(env()).missed == 0);
  CHECK(database().version() == version);

  clock.advance(hours{24});
  close_day(env());
  CHECK(database().version() > version);
}

TEST_CASE_FIXTURE(EndOfDay, "times as last read do not hide what others have taken since") {
  auto const at = choice(today() + days{3}, 600);
  auto const one = env();
  one.free_times();
  FreeTimesCache others{test::keyring()};  // of another program
  Environment const other{.key = one.key,
                          .db = one.db,
                          .cache = others,
                          .clock = clock,
                          .random = random,
                          .notifications = notifications,
                          .site = {}};
  holds(other, "form-a", at);
  CHECK_THROWS_AS(holds(one, "form-b", at), NotFree);
}

TEST_CASE_FIXTURE(EndOfDay, "a plan that has changed since is heeded") {
  auto const one = env();
  one.free_times();
  database().write([&](db::Connection& connection) {
    store::save_rules(connection, "buergerbuero", "Mo-Fr 14:00-17:00 alle 10 Minuten", clock.now(), "test");
  });
  CHECK_THROWS_AS(holds(one, "form-a", choice(today() + days{3}, 600)), NotFree);
  CHECK(holds(one, "form-b", choice(today() + days{3}, 840)).minute == 840);
}
