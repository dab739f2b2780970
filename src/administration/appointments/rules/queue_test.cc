#include <doctest/doctest.h>

#include "administration/appointments/rules/queue.h"
#include "administration/appointments/rules/rules.h"
#include "administration/appointments/rules/transitions.h"

using namespace kreislauf;
using namespace kreislauf::appointments;

namespace {

/// A Monday morning in the citizens' office, 9:30 in Gescher.
struct Morning {
  Plan plan;
  std::vector<Appointment> people;
  Instant now = parse_iso_utc("2026-11-23T08:30:00Z");
  std::int64_t ids = 0;

  Morning() {
    plan.settings.office = "buergerbuero";
    plan.desks = {{.id = 1, .office = "buergerbuero", .name = "Schalter 1", .skills = {}},
                  {.id = 2, .office = "buergerbuero", .name = "Schalter 2", .skills = {"wohnsitz"}}};
    plan.services = {{.office = "buergerbuero", .service = "ausweis", .label = {}, .minutes = 10, .resource = {}},
                     {.office = "buergerbuero", .service = "wohnsitz", .label = {}, .minutes = 15, .resource = {}}};
  }

  std::string utc(int minutes) const { return iso_utc(now + std::chrono::minutes{minutes}); }

  /// Somebody with a booked time and an arrival, both in minutes from now.
  Appointment& booked(std::string ticket, int starts, int arrived, std::string service = "ausweis", int minutes = 10) {
    auto& one = people.emplace_back();
    one.id = ++ids;
    one.ticket = std::move(ticket);
    one.state = State::queued;
    one.origin = "web";
    one.items = {{std::move(service), 1}};
    one.minutes = minutes;
    one.starts_at = utc(starts);
    one.arrived_at = utc(arrived);
    return one;
  }
  Appointment& walk_in(std::string ticket, int arrived, std::string service = "ausweis", int minutes = 10) {
    auto& one = booked(std::move(ticket), arrived, arrived, std::move(service), minutes);
    one.origin = "walk_in";
    return one;
  }
  Appointment& at_desk(std::int64_t desk, int called, int minutes = 10) {
    auto& one = booked("A900", called, called - 1, "wohnsitz", minutes);
    one.state = State::processing;
    one.called_desk = desk;
    one.called_at = one.started_at = utc(called);
    return one;
  }

  std::string order() const {
    std::string out;
    for (auto const* one : order_of_calling(people, now)) out += (out.empty() ? "" : " ") + one->ticket;
    return out;
  }
  int wait_of(std::string const& ticket) const {
    for (auto const& one : waiting_times(people, plan, now)) {
      if (one.person->ticket == ticket) return one.minutes;
    }
    return -1;
  }
};

}  // namespace

TEST_CASE("who has an appointment whose time has come goes before walk-ins, and walk-ins before who is early") {
  Morning day;
  day.booked("A3", 20, -10);
  day.walk_in("B1", -40);
  day.booked("A1", 0, -5);
  day.walk_in("B2", -30);
  day.booked("A2", 5, -5);
  CHECK(day.order() == "A1 A2 B1 B2 A3");
}

TEST_CASE("the booked time decides, not who came first") {
  Morning day;
  day.booked("A2", -5, -30);
  day.booked("A1", -10, -12);
  CHECK(day.order() == "A1 A2");
}

TEST_CASE("who comes late is counted from the arrival, so that nobody who was on time waits for it") {
  Morning day;
  day.booked("A1", -60, -2);
  day.booked("A2", -10, -15);
  CHECK(day.order() == "A2 A1");
}

TEST_CASE("who was called and sent back to wait is not called again within five minutes, and then in turn") {
  Morning day;
  auto& back = day.booked("A1", -10, -12);
  back.called_at = day.utc(-1);
  back.calls = 1;
  day.walk_in("B1", -3);
  CHECK(day.order() == "B1 A1");
  day.now += std::chrono::minutes{5};
  CHECK(day.order() == "A1 B1");
}

TEST_CASE("numbers drawn in the same second are called in their order") {
  Morning day;
  day.walk_in("B1", -5);
  day.walk_in("B2", -5);
  CHECK(day.order() == "B1 B2");
}

TEST_CASE("a desk calls the first person it can serve") {
  Morning day;
  day.booked("A1", -10, -12, "ausweis");
  day.booked("A2", -5, -12, "wohnsitz");
  CHECK(next_to_call(day.people, day.plan, 1, day.now)->ticket == "A1");
  CHECK(next_to_call(day.people, day.plan, 2, day.now)->ticket == "A2");
  CHECK(next_to_call(day.people, day.plan, 99, day.now) == nullptr);
  CHECK_FALSE(can_serve(day.plan, 2, day.people[0]));
}

TEST_CASE("only who waits is in the queue") {
  Morning day;
  for (auto const state : {State::confirmed, State::called, State::processing, State::pending, State::parked,
                           State::missed, State::finished, State::deleted, State::blocked}) {
    day.booked("A1", 0, 0).state = state;
  }
  CHECK(day.order().empty());
}

TEST_CASE("the estimate shares the work among the desks that can do it") {
  Morning day;
  day.booked("A1", -10, -12, "wohnsitz", 15);
  day.booked("A2", -5, -12, "ausweis", 10);
  day.walk_in("B1", -3, "ausweis", 10);
  // Desk 1 takes A1, desk 2 cannot do what A2 needs: A2 waits for desk 1 although desk 2 is idle ...
  CHECK(day.wait_of("A1") == 0);
  CHECK(day.wait_of("A2") == 15);
  CHECK(day.wait_of("B1") == 25);
}

TEST_CASE("who stands at the desk now has time that is planned for it") {
  Morning day;
  day.at_desk(1, -4, 10);
  day.booked("A1", 0, -5);
  CHECK(day.wait_of("A1") == 10);  // six minutes left, rounded up to five
  day.people[0].minutes = 3;       // takes longer than planned: it may end at any moment
  CHECK(day.wait_of("A1") == 0);
}

TEST_CASE("booked people who are still expected go before walk-ins and count in their estimate") {
  Morning day;
  day.plan.desks.resize(1);
  day.booked("A1", 2, 0).state = State::confirmed;
  day.booked("A2", -30, 0).state = State::confirmed;  // half an hour late: nobody counts on it
  day.walk_in("B1", -3);
  day.walk_in("B2", -2);
  CHECK(day.wait_of("B1") == 0);
  CHECK(day.wait_of("B2") == 20);
}

TEST_CASE("whom no desk at work can serve waits at least as long as the others") {
  Morning day;
  day.at_desk(2, -2, 15);
  day.booked("A1", 0, -5, "wohnsitz", 15);
  day.booked("A2", 0, -5, "ausweis", 10);
  CHECK(day.wait_of("A1") == 15);
  CHECK(day.wait_of("A2") == 15);
}

TEST_CASE("somebody who would draw a number now is told what the last in the queue is told, and a little more") {
  Morning day;
  day.plan.desks.resize(1);
  CHECK(turn_of_new(day.people, day.plan, {{"ausweis", 1}}, day.now).minutes == 0);
  day.walk_in("B1", -3);
  day.walk_in("B2", -2);
  auto const turn = turn_of_new(day.people, day.plan, {{"ausweis", 1}}, day.now);
  CHECK(turn.before == 2);
  CHECK(turn.minutes == 20);
  CHECK(turn_of(day.people, day.plan, 2, day.now)->before == 1);
  CHECK_FALSE(turn_of(day.people, day.plan, 99, day.now));
}

TEST_CASE("nobody is told less than what those live through who wait for the same") {
  Morning day;
  // Desk 1 is busy for long, desk 2 stands idle and cannot do what both who wait need.
  day.at_desk(1, -4, 30);
  day.at_desk(2, -12, 10).state = State::finished;
  day.people.back().finished_at = day.utc(-2);
  day.walk_in("B3", -24);
  day.walk_in("B4", -19);
  auto const general = turn_of_new(day.people, day.plan, {}, day.now);
  for (auto const& one : waiting_times(day.people, day.plan, day.now)) CHECK(general.minutes >= one.minutes);
  CHECK(general.minutes == 50);  // 26 minutes until desk 1 is free, then both before: the same as for an identity card
  CHECK(turn_of_new(day.people, day.plan, {{"ausweis", 1}}, day.now).minutes == 50);
  CHECK(turn_of_new(day.people, day.plan, {{"wohnsitz", 1}}, day.now).minutes == 0);  // true: desk 2 is free
  // Desks may be free at any moment now: who has waited for 24 minutes tells more than the plan.
  day.people[0].minutes = 3;
  CHECK(day.wait_of("B3") == 0);
  CHECK(turn_of_new(day.people, day.plan, {{"ausweis", 1}}, day.now).minutes == 25);
  CHECK(turn_of_new(day.people, day.plan, {}, day.now).minutes == 25);
}

TEST_CASE("who came before the own time does not make others wait in the estimate, and with nobody there is none") {
  Morning day;
  day.booked("A1", 25, -20);
  CHECK(turn_of_new(day.people, day.plan, {}, day.now).minutes == 0);
  day.walk_in("B1", 0);
  CHECK(turn_of_new(day.people, day.plan, {}, day.now).minutes >= 5);
}

TEST_CASE("an estimate leaps over closed time") {
  Morning day;
  day.plan.desks.resize(1);
  day.plan.rules =
      *parse_rules("Mo 08:00-10:00 alle 10 Minuten\nMo 14:00-14:30 alle 10 Minuten\nohne Termin Mo 08:00-10:00", 1);
  for (int i = 1; i <= 4; ++i) day.walk_in("B" + std::to_string(i), -10 + i);
  CHECK(day.wait_of("B3") == 20);
  CHECK(day.wait_of("B4") == 270);  // it is 9:30; not at ten, but at two
  auto const turn = turn_of_new(day.people, day.plan, {{"ausweis", 1}}, day.now);
  CHECK(turn.minutes == 280);
  CHECK_FALSE(turn.after_closing);
  // Three fit in the afternoon; whoever comes then is told so.
  day.walk_in("B5", -3);
  day.walk_in("B6", -2);
  CHECK(turn_of_new(day.people, day.plan, {{"ausweis", 1}}, day.now).after_closing);
  CHECK(turn_of_new(day.people, day.plan, {}, day.now).after_closing);
  // Who still waits when the house is closed is served all the same.
  day.now = instant_of(std::chrono::year{2026} / 11 / 23, 14 * 60 + 40);
  CHECK(day.wait_of("B3") == 20);
}

TEST_CASE("a pause of one desk holds up nobody whom the other can serve") {
  Morning day;
  day.plan.rules = *parse_rules("Mo 08:00-12:00 alle 10 Minuten\nPause Mo 09:30-10:00, Schalter 1", 2);
  day.walk_in("B1", -3, "ausweis");
  day.walk_in("B2", -2, "wohnsitz", 15);
  CHECK(day.wait_of("B1") == 30);
  CHECK(day.wait_of("B2") == 0);
}

TEST_CASE("who was there is never a no-show") {
  Morning day;
  day.booked("A1", -30, -35).state = State::missed;
  auto& absent = day.booked("", -30, 0);
  absent.state = State::missed;
  absent.arrived_at = {};
  CHECK_FALSE(is_no_show(day.people[0]));
  CHECK(is_no_show(day.people[1]));
  CHECK(figures_of(day.people).missed == 1);
}

TEST_CASE("an office without desks still has an order and an estimate") {
  Morning day;
  day.plan.desks.clear();
  day.walk_in("B1", -3);
  day.walk_in("B2", -2);
  CHECK(day.wait_of("B2") == 10);
}

TEST_CASE("the figures of the day count who was served and how long they waited from the booked time on") {
  Morning day;
  auto& early = day.booked("A1", -20, -40);
  early.state = State::finished;
  early.started_at = day.utc(-14);
  auto& walk_in = day.walk_in("B1", -30);
  walk_in.state = State::processing;
  walk_in.started_at = day.utc(-20);
  auto& absent = day.booked("", -60, 0);
  absent.state = State::missed;
  absent.arrived_at = {};
  auto const figures = figures_of(day.people);
  CHECK(figures.served == 1);
  CHECK(figures.missed == 1);
  CHECK(figures.walk_ins == 1);
  CHECK(figures.booked == 2);
  CHECK(figures.mean_wait == 8);  // (6 + 10) / 2
}
