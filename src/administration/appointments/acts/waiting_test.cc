#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>

#include "tests/support/bookings.h"

using namespace kreislauf;
using namespace kreislauf::appointments;
using namespace std::chrono;

namespace {

/// People wait; times come back; each is asked about each time at most once, whoever waits longest first.
struct List : test::BookingOffice {
  List() : BookingOffice{1} {}

  acts::Key fresh() { return test::form(fmt::format("form-{}", forms_++)); }
  template <class... Act>
  auto made(Act const&... act) {
    return test::made(env(), fresh(), act...);
  }
  std::int64_t joins(std::string const& email, DayPart part = DayPart::any, std::string service = "ausweis",
                     bool step_free = false) {
    store::Entry entry;
    entry.items = {{std::move(service), 1}};
    entry.step_free = step_free;
    entry.first = today();
    entry.last = today() + days{30};
    entry.part = part;
    entry.name = "Erika";
    entry.email = email;
    entry.language = "de";
    auto const token = made([&](auto& tx) { return join(tx, env(), entry); });
    test::act(env(), fresh(), [&](auto& tx) {
      confirm_entry(tx, env(), token);
      return acts::Answer{};
    });
    std::optional<store::Entry> joined;
    database().read([&](db::Connection& c) { joined = store::entry_by_token(c, token_hash_of(token)); });
    return joined.value().id;
  }
  /// A booking that is cancelled at once: its time comes back for the list.
  std::int64_t time_comes_back(int minute, std::string service = "ausweis") {
    auto with = choice(today() + days{3}, minute, std::move(service));
    with.wish.staff = true;
    Person const max{.name = "Max", .email = {}, .phone = {}, .note = {}};
    auto const id = made(with, [&](auto& tx, auto& claim) { return book_for(tx, env(), claim, max); }).id;
    made([&](auto& tx) { return cancel(tx, env(), id, Notification::cancelled); });
    return id + 1;  // the time on its way back
  }
  void look() { tick(env()); }
  std::int64_t asked_about(std::int64_t time) {
    std::optional<Appointment> found;
    database().read([&](db::Connection& connection) { found = store::find(connection, time); });
    return found and found->state == State::reserved ? found->entry : 0;
  }
  std::string link(std::int64_t entry) { return entry_token_of({.keys = test::keys()}, entry); }
  void declines(std::int64_t entry) {
    test::act(env(), fresh(), [&](auto& tx) {
      decline(tx, env(), link(entry));
      return acts::Answer{};
    });
  }
  void accepts(std::int64_t entry) {
    made([&](auto& tx) { return accept(tx, env(), link(entry)); });
  }
  void leaves(std::int64_t entry) {
    test::act(env(), fresh(), [&](auto& tx) {
      leave(tx, env(), link(entry));
      return acts::Answer{};
    });
  }
  store::Entry entry(std::int64_t id) {
    std::optional<store::Entry> found;
    database().read([&](db::Connection& connection) { found = store::find_entry(connection, id); });
    return *found;
  }
  std::vector<std::string> findings() { return verify(database(), clock.now()).findings; }

 private:
  int forms_ = 0;
};

}  // namespace

TEST_CASE_FIXTURE(List, "a time goes from one to the next in the order of joining, and is free when nobody is left") {
  auto const first = joins("a@example.org"), second = joins("b@example.org");
  auto const time = time_comes_back(9 * 60);
  look();
  CHECK(asked_about(time) == first);
  declines(first);
  look();
  CHECK(asked_about(time) == second);
  clock.advance(minutes{121});
  look();
  CHECK(asked_about(time) == 0);
  CHECK(entry(first).state == "waiting");
  CHECK(entry(second).state == "waiting");
  auto const again = choice(today() + days{3}, 9 * 60);
  made(again, [&](auto& tx, auto& claim) { return hold(tx, env(), claim, "web"); });
  CHECK(findings() == std::vector<std::string>{});
}

TEST_CASE_FIXTURE(List, "who was busy with another offer is asked before those who joined later") {
  auto const a = joins("a@example.org"), b = joins("b@example.org"), c = joins("c@example.org");
  auto const one = time_comes_back(9 * 60), other = time_comes_back(10 * 60);
  look();
  CHECK(asked_about(one) == a);
  CHECK(asked_about(other) == b);
  declines(a);
  declines(b);
  look();
  CHECK(asked_about(one) == b);
  CHECK(asked_about(other) == a);
  declines(a);
  look();
  CHECK(asked_about(other) == c);
}

TEST_CASE_FIXTURE(List, "an accepted offer brings a reminder as any booking does") {
  auto const a = joins("a@example.org");
  auto const time = time_comes_back(9 * 60);
  look();
  accepts(a);
  std::int64_t reminders = 0;
  database().read([&](db::Connection& connection) {
    reminders =
        connection.number("SELECT COUNT(*) FROM outbox WHERE subject = ? AND state = 'waiting' AND due_at > created_at",
                          fmt::format("appointment:{}", time));
  });
  CHECK(reminders == 1);
}

TEST_CASE_FIXTURE(List, "no offer ends at night, when nobody is awake to take it") {
  auto const first = joins("a@example.org"), second = joins("b@example.org");
  clock.advance(parse_iso_utc("2026-11-23T21:00:00Z") - clock.now());  // 22:00 in Gescher
  auto const time = time_comes_back(9 * 60);
  look();
  CHECK(asked_about(time) == first);
  for (auto const* moment : {"2026-11-24T03:20:00Z", "2026-11-24T08:59:00Z"}) {  // 4:20, 9:59
    clock.advance(parse_iso_utc(moment) - clock.now());
    look();
    CHECK(asked_about(time) == first);
  }
  clock.advance(minutes{2});
  look();
  CHECK(asked_about(time) == second);
  CHECK(findings() == std::vector<std::string>{});
}

TEST_CASE_FIXTURE(List, "a time keeps its length until somebody takes it") {
  auto const brief = joins("a@example.org"), whole = joins("b@example.org", DayPart::any, "wohnsitz");
  auto const time = time_comes_back(9 * 60, "wohnsitz");
  look();
  CHECK(asked_about(time) == brief);
  declines(brief);
  look();
  CHECK(asked_about(time) == whole);  // who needs twice as much is not passed over
  accepts(whole);
  CHECK(findings() == std::vector<std::string>{});
}

TEST_CASE_FIXTURE(List, "the rest of a longer time is free when somebody takes less") {
  auto const brief = joins("a@example.org");
  time_comes_back(9 * 60, "wohnsitz");
  look();
  accepts(brief);
  made(choice(today() + days{3}, 9 * 60 + 10), [&](auto& tx, auto& claim) { return hold(tx, env(), claim, "web"); });
  CHECK(findings() == std::vector<std::string>{});
}

TEST_CASE_FIXTURE(List, "who asked for a way in without steps is offered nothing else") {
  auto const steps = joins("a@example.org", DayPart::any, "ausweis", true), any = joins("b@example.org");
  auto const time = time_comes_back(9 * 60);
  look();
  CHECK(asked_about(time) == any);
  CHECK(entry(steps).state == "waiting");
}

TEST_CASE("whoever waits longest, whom a time suits and who was not asked about it, is asked next") {
  for (unsigned seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    List list;
    std::mt19937 dice{seed};
    auto const from = [&](unsigned least, unsigned most) {
      return least + static_cast<unsigned>(dice() % (most - least + 1));
    };
    std::map<std::int64_t, bool> mornings_only;
    for (int i = 0; i < 6; ++i) {
      bool const morning = from(1, 3) == 1;
      mornings_only[list.joins(fmt::format("p{}@example.org", i), morning ? DayPart::morning : DayPart::any)] = morning;
    }
    std::map<std::int64_t, int> times;  ///< with their minute
    for (int i = 0; i < 3; ++i) {
      int const minute = static_cast<int>(from(50, 95)) * 10;
      if (std::any_of(times.begin(), times.end(), [&](auto const& time) { return time.second == minute; })) continue;
      times[list.time_comes_back(minute)] = minute;
    }
    std::map<std::int64_t, std::set<std::int64_t>> asked;
    for (int round = 0; round < 12; ++round) {
      list.look();
      for (auto const& [time, minute] : times) {
        auto const who = list.asked_about(time);
        if (who == 0 or asked[time].contains(who)) continue;
        asked[time].insert(who);
        for (auto const& [entry, morning] : mornings_only) {
          if (entry >= who or asked[time].contains(entry) or (morning and minute >= 12 * 60)) continue;
          // Nobody before him but those who have an offer now or are no longer on the list.
          CHECK(list.entry(entry).state != "waiting");
        }
      }
      for (auto const& [time, minute] : times) {
        auto const who = list.asked_about(time);
        if (who == 0 or from(1, 2) == 1) continue;
        if (auto const answer = from(1, 6); answer <= 4)
          list.declines(who);
        else if (answer == 5)
          list.leaves(who);
        else
          list.accepts(who);
        break;  // one answer a round: all others see the list as it is now
      }
      if (from(1, 3) == 1) list.clock.advance(minutes{from(10, 125)});
      CHECK(list.findings() == std::vector<std::string>{});
    }
  }
}
