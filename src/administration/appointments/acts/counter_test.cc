#include "administration/appointments/acts/counter.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <set>

#include "tests/support/bookings.h"

using namespace kreislauf;
using namespace kreislauf::appointments;
using namespace std::chrono;

namespace {

Day const monday = year{2026} / 11 / 23;

struct NoMails final : Notifications {
  std::string about(Notification, Appointment const& a, std::string const&, std::string const&,
                    std::string const&) const override {
    return "{\"note\":\"" + a.note + "\"}";
  }
  std::string moved(Appointment const& a, Appointment const&, std::string const&, std::string const&) const override {
    return "{\"note\":\"" + a.note + "\"}";
  }
  std::string about(Notification, store::Entry const&, Appointment const*, std::string const&) const override {
    return "{}";
  }
};

/// A citizens' office with two desks on Monday, 23 November 2026, 9:30. Desk 2 does registrations only.
struct Office {
  AuthorityKey const key{"05554016"};
  test::TestPlace folder{"appointments", test::with_tables({key}, test::appointment_migrations())};
  FixedClock clock{parse_iso_utc("2026-11-23T08:30:00Z")};
  crypto::SeededRandom random{7};
  NoMails notifications;
  std::unique_ptr<db::Store> store_ = db::Store::open({.location = folder.location(), .vfs = {}});
  FreeTimesCache cache{test::keyring()};
  int forms = 0;

  Office() {
    database().write([&](db::Connection& connection) {
      for (auto const* id : {"buergerbuero", "steueramt"}) {
        Settings settings;
        settings.office = id;
        store::save(connection, settings);
        store::save_rules(connection, id, "Mo-Fr 08:00-12:00 alle 10 Minuten\nohne Termin Mo-Fr 08:00-12:00",
                          clock.now(), "test");
        store::save(connection, BookableService{.office = id,
                                                .service = "ausweis",
                                                .label = {},
                                                .minutes = 10,
                                                .most = 4,
                                                .phone = true,
                                                .resource = {}});
        store::save(connection,
                    BookableService{.office = id, .service = "wohnsitz", .label = {}, .minutes = 20, .resource = {}});
      }
      store::save(connection, Desk{.office = "buergerbuero", .name = "Schalter 1", .position = 1, .skills = {}});
      store::save(connection,
                  Desk{.office = "buergerbuero", .name = "Schalter 2", .position = 2, .skills = {"wohnsitz"}});
      store::save(connection, Desk{.office = "steueramt", .name = "Zimmer 3", .position = 1, .skills = {}});
    });
  }

  db::Database& database() { return store_->authority(key); }
  Environment env() {
    return {.key = key,
            .db = database(),
            .cache = cache,
            .clock = clock,
            .random = random,
            .notifications = notifications,
            .site = "https://gescher.example"};
  }

  acts::Key form() { return test::form(fmt::format("form-{}", ++forms), "/test", "staff:1"); }
  template <class... Act>
  auto made(Act const&... act) {
    return test::made(env(), form(), act...);
  }

  Appointment get(std::int64_t id) {
    std::optional<Appointment> found;
    database().read([&](db::Connection& connection) { found = store::find(connection, id); });
    return *found;
  }
  void put(Appointment const& a) {
    database().write([&](db::Connection& connection) { store::update(connection, a); });
  }

  Appointment booked(int minute, std::string service = "ausweis", Day day = monday,
                     std::string office = "buergerbuero") {
    Wish wish;
    wish.items = {{std::move(service), 1}};
    wish.office = std::move(office);
    wish.staff = true;
    Person const erika{.name = "Erika Mustermann", .email = "erika@example.org", .phone = {}, .note = {}};
    Choice const choice{.wish = wish, .day = day, .minute = minute};
    return get(made(choice, [&](auto& tx, auto& claim) { return book_for(tx, env(), claim, erika); }).id);
  }
  Appointment number(std::string service = "ausweis") {
    return get(made([&](auto& tx) { return take_number(tx, env(), "buergerbuero", {{service, 1}}); }).id);
  }
  Appointment arrives(std::string const& code, Door door = Door::device, std::string const& office = "buergerbuero") {
    return get(made([&](auto& tx) { return check_in(tx, env(), office, code, door); }).id);
  }
  std::string calls(std::int64_t desk) {
    auto const called = made([&](auto& tx) { return call_next(tx, env(), "buergerbuero", desk); });
    return called ? called->ticket : std::string{};
  }
  void does(std::int64_t id, Verb verb, std::int64_t desk) {
    made([&](auto& tx) { return serve(tx, env(), "buergerbuero", id, verb, desk); });
  }
  Appointment cancels(std::int64_t id, std::string_view reason) {
    return made([&](auto& tx) { return cancel_by_office(tx, env(), "buergerbuero", id, reason); });
  }
  Appointment blocks(std::int64_t desk, int from, int to) {
    return made([&](auto& tx) { return block(tx, env(), "buergerbuero", desk, monday, from, to, "Teamrunde"); });
  }
  Appointment unblocks(std::int64_t id) {
    return made([&](auto& tx) { return unblock(tx, env(), "buergerbuero", id); });
  }
  void passes(minutes by) { clock.advance(by); }
};

}  // namespace

TEST_CASE("somebody with an appointment checks in with the code, however it is typed, and gets a number") {
  Office office;
  auto const booked = office.booked(580);
  auto typed = booked.code;
  typed.insert(3, " - ");
  for (auto& c : typed) c = static_cast<char>(std::tolower(c));

  auto const here = office.arrives(typed);

  CHECK(here.id == booked.id);
  CHECK(here.state == State::queued);
  CHECK(here.ticket == "A001");
  CHECK(here.arrived_at == "2026-11-23T08:30:00Z");
}

TEST_CASE("the link of the appointment, as a scanner reads it, is as good as the code") {
  Office office;
  auto const booked = office.booked(580);
  auto const link = "https://gescher.example/termin/" + token_of(office.cache.known(office.key)->secrets, booked);
  CHECK(office.arrives(link).id == booked.id);
}

TEST_CASE("each wrong code gets its own answer") {
  Office office;
  auto const tomorrow = office.booked(540, "ausweis", monday + days{1});
  auto const elsewhere = office.booked(580, "ausweis", monday, "steueramt");
  auto const soon = office.booked(700);

  CHECK_THROWS_AS(office.arrives("ZZZZZZ"), WrongCode);
  CHECK_THROWS_AS(office.arrives(""), WrongCode);
  try {
    office.arrives(tomorrow.code);
    FAIL("checked in on the wrong day");
  } catch (WrongCode const& wrong) {
    CHECK(wrong.other_day == monday + days{1});
  }
  try {
    office.arrives(elsewhere.code);
    FAIL("checked in at the wrong office");
  } catch (WrongCode const& wrong) {
    CHECK(wrong.other_office == "steueramt");
  }
  try {
    office.arrives(soon.code);
    FAIL("checked in two hours early");
  } catch (WrongTime const& wrong) {
    CHECK(wrong.early);
    CHECK(wrong.minute == 700);
  }
  CHECK(office.arrives(soon.code, Door::reception).state == State::queued);
}

TEST_CASE("an appointment of a former day is told from a wrong code") {
  Office office;
  auto const booked = office.booked(580);
  office.passes(days{3});
  try {
    office.arrives(booked.code);
    FAIL("checked in days later");
  } catch (WrongCode const& wrong) {
    CHECK(wrong.other_day == monday);
  }
}

TEST_CASE("who comes more than an hour late is sent to the reception") {
  Office office;
  auto const booked = office.booked(580);
  office.passes(minutes{75});
  CHECK_THROWS_AS(office.arrives(booked.code), WrongTime);
  CHECK(office.arrives(booked.code, Door::reception).state == State::queued);
}

TEST_CASE("checking in twice is told as such, and sending the same form twice is one check-in") {
  Office office;
  auto const booked = office.booked(580);
  auto const key = office.form();
  int runs = 0;
  auto const check_in_once = [&] {
    return test::act(office.env(), key, [&](acts::Transaction& tx) {
      ++runs;
      return acts::see("/" + check_in(tx, office.env(), "buergerbuero", booked.code, Door::device).ticket);
    });
  };
  CHECK(check_in_once().location == "/A001");
  CHECK(check_in_once().location == "/A001");
  CHECK(runs == 1);
  CHECK_THROWS_AS(office.arrives(booked.code), NotNow);
}

TEST_CASE("numbers without an appointment count from one each day, and only while they are given out") {
  Office office;
  CHECK(office.number().ticket == "B001");
  CHECK(office.number("wohnsitz").ticket == "B002");
  CHECK_THROWS_AS(office.number("unbekannt"), BadRequest);
  office.passes(hours{4});
  CHECK_THROWS_AS(office.number(), NotNow);
  office.passes(hours{20});
  CHECK(office.number().ticket == "B001");
}

TEST_CASE("two desks never get the same person") {
  Office office;
  for (int i = 0; i < 10; ++i) office.number("wohnsitz");
  std::set<std::string> tickets;
  for (int i = 0; i < 5; ++i) {
    for (std::int64_t const desk : {1, 2}) {
      auto const ticket = office.calls(desk);
      CHECK(tickets.insert(ticket).second);
      auto const people = people_of(office.env(), "buergerbuero");
      auto const id = person_at(people, desk)->id;
      office.does(id, Verb::start, desk);
      office.does(id, Verb::finish, desk);
    }
  }
  CHECK(tickets.size() == 10);
  CHECK(office.calls(1).empty());
}

TEST_CASE("a double click calls one person") {
  Office office;
  office.number();
  office.number();
  auto const key = office.form();
  auto const call = [&] {
    return test::act(office.env(), key, [&](acts::Transaction& tx) {
      return acts::see(call_next(tx, office.env(), "buergerbuero", 1)->ticket);
    });
  };
  CHECK(call().location == "B001");
  CHECK(call().location == "B001");
}

TEST_CASE("a desk has one person at a time") {
  Office office;
  office.number();
  auto const second = office.number();
  CHECK(office.calls(1) == "B001");
  CHECK_THROWS_AS(office.calls(1), DeskBusy);
  CHECK_THROWS_AS(office.does(second.id, Verb::call, 1), DeskBusy);
  CHECK(office.get(second.id).state == State::queued);
}

TEST_CASE("a desk calls only whom it can serve") {
  Office office;
  office.number("ausweis");
  CHECK(office.calls(2).empty());
  CHECK(office.calls(1) == "B001");
}

TEST_CASE("who stands at one desk cannot be served by another") {
  Office office;
  auto const person = office.number("wohnsitz");
  office.calls(1);
  for (auto const verb : {Verb::start, Verb::park, Verb::no_show, Verb::call_again, Verb::wait_on, Verb::call})
    CHECK_THROWS_AS(office.does(person.id, verb, 2), NotNow);
  CHECK_THROWS_AS(office.does(person.id, Verb::no_show, 0), NotNow);
  CHECK(office.get(person.id).state == State::called);
}

TEST_CASE("an id of another office or of another day does not exist here") {
  Office office;
  auto const elsewhere = office.booked(580, "ausweis", monday, "steueramt");
  auto const tomorrow = office.booked(540, "ausweis", monday + days{1});
  CHECK_THROWS_AS(office.does(elsewhere.id, Verb::call, 1), NotFound);
  CHECK_THROWS_AS(office.does(tomorrow.id, Verb::call, 1), NotFound);
  CHECK_THROWS_AS(office.cancels(elsewhere.id, "krank"), NotFound);
}

TEST_CASE("who is sent back to wait comes after those who were not called yet") {
  Office office;
  auto const first = office.number();
  office.number();
  office.calls(1);
  office.does(first.id, Verb::wait_on, 1);
  CHECK(office.calls(1) == "B002");
}

TEST_CASE("times of calling, starting and finishing are kept for the figures") {
  Office office;
  auto const person = office.number();
  office.passes(minutes{6});
  office.calls(1);
  office.passes(minutes{1});
  office.does(person.id, Verb::start, 1);
  office.passes(minutes{9});
  office.does(person.id, Verb::finish, 1);
  auto const done = office.get(person.id);
  CHECK(done.called_at == "2026-11-23T08:36:00Z");
  CHECK(done.started_at == "2026-11-23T08:37:00Z");
  CHECK(done.finished_at == "2026-11-23T08:46:00Z");
  CHECK(done.called_desk == 1);
  CHECK(figures_of(people_of(office.env(), "buergerbuero")).mean_wait == 7);
}

TEST_CASE("somebody on the telephone is called without a number on the display") {
  Office office;
  auto person = office.booked(580);
  person.channel = Channel::phone;
  office.put(person);
  office.does(person.id, Verb::call, 1);
  CHECK(office.get(person.id).state == State::called);
  CHECK(office.get(person.id).ticket.empty());
}

TEST_CASE("the office cancels with a reason that goes into the mail") {
  Office office;
  auto const booked = office.booked(700);
  office.cancels(booked.id, "Die Kollegin ist krank.");
  CHECK(office.get(booked.id).state == State::deleted);
  std::string mail;
  office.database().read([&](db::Connection& connection) {
    mail =
        connection.text("SELECT payload FROM outbox WHERE state = 'waiting' AND payload LIKE '%krank%'").value_or("");
  });
  CHECK(mail.find("Die Kollegin ist krank.") != std::string::npos);
  CHECK_THROWS_AS(office.cancels(booked.id, "noch einmal"), NotNow);
}

TEST_CASE("a time that is kept for the office cannot be booked, and a booked time cannot be kept") {
  Office office;
  auto const booked = office.booked(600);
  CHECK_THROWS_AS(office.blocks(booked.desk, 590, 620), NotFree);
  office.blocks(1, 660, 720);
  CHECK_THROWS_AS(office.booked(660), NotFree);
  std::int64_t id = 0;
  for (auto const& one : people_of(office.env(), "buergerbuero")) {
    if (one.state == State::blocked) id = one.id;
  }
  office.unblocks(id);
  CHECK(office.booked(660).state == State::confirmed);
  CHECK_THROWS_AS(office.unblocks(id), NotNow);
}

TEST_CASE("every cell of the table of transitions moves as the table says, or is refused and changes nothing") {
  Office office;
  auto const here = office.number();
  constexpr std::array states{State::reserved, State::preconfirmed, State::confirmed, State::queued,
                              State::called,   State::processing,   State::pending,   State::parked,
                              State::missed,   State::finished,     State::deleted,   State::blocked};
  constexpr std::array day_verbs{Verb::call,    Verb::call_again, Verb::start,     Verb::park,
                                 Verb::wait_on, Verb::no_show,    Verb::follow_up, Verb::finish};
  int moved = 0, refused = 0;
  for (auto const state : states) {
    for (auto const verb : day_verbs) {
      auto person = here;
      person.state = state;
      person.called_desk = 1;
      office.put(person);
      auto const next = after(state, verb);
      CAPTURE(name_of(state));
      CAPTURE(name_of(verb));
      if (next) {
        // Somebody at this very desk does not stand in the way of what is done with him.
        office.does(person.id, verb, 1);
        CHECK(office.get(person.id).state == *next);
        ++moved;
      } else {
        CHECK_THROWS(office.does(person.id, verb, 1));
        CHECK(office.get(person.id).state == state);
        ++refused;
      }
    }
  }
  std::size_t in_table = 0;
  for (auto const& one : transitions())
    in_table += std::find(day_verbs.begin(), day_verbs.end(), one.verb) != day_verbs.end() ? 1 : 0;
  CHECK(moved == in_table);
  CHECK(moved + refused == states.size() * day_verbs.size());
}
