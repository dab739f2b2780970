#include "administration/appointments/counter.h"

#include <fmt/format.h>

namespace kreislauf::appointments {

namespace {

Plan const& plan_of(Board const& board, std::string_view office) {
  auto const* calendar = board.of(office);
  if (calendar == nullptr) throw NotFound{};
  return *calendar->plan;
}

// Numbers begin anew each day: A with, B without an appointment.
std::string next_ticket(db::Connection& connection, Day day, std::string_view office, char letter) {
  auto const number = db::next_number(connection, fmt::format("tickets/{}/{}/{}", number_of(day), office, letter));
  return fmt::format("{}{:03}", letter, number);
}

std::string to_code(std::string_view typed) {
  std::string code;
  for (char const c : typed) {
    if (c >= 'a' && c <= 'z') code += static_cast<char>(c - 32);
    else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) code += c;
  }
  return code;
}

void mark(Appointment& a, Verb verb, std::int64_t desk, std::string const& now) {
  switch (verb) {
    case Verb::call:
    case Verb::call_again:
      a.called_at = now;
      a.calls += 1;
      if (desk != 0) a.called_desk = desk;
      break;
    case Verb::start:
      if (a.started_at.empty()) a.started_at = now;
      break;
    case Verb::finish:
      a.finished_at = now;
      if (a.started_at.empty()) a.started_at = a.called_at;
      break;
    default: break;
  }
}

}  // namespace

std::vector<Appointment> people_of(Place const& place, std::string_view office) {
  auto const today = Day{legal_time(place.clock.now()).day};
  std::vector<Appointment> people;
  place.db.read([&](db::Connection& connection) { people = store::on_day(connection, office, today); });
  return people;
}

acts::Answer check_in(Place const& place, acts::Key const& key, std::string_view office, std::string_view code, std::function<acts::Answer(Appointment const&)> const& answer) {
  auto const today = Day{legal_time(place.clock.now()).day};
  return change(
      place, key,
      [&](db::Connection& connection) {
        auto a = store::by_code(connection, to_code(code), today);
        if (not a || a->state == State::reserved || a->state == State::preconfirmed) throw WrongCode{};
        if (a->office != office) throw WrongCode{.other_office = true, .other_day = {}};
        if (a->day != today) throw WrongCode{.other_office = false, .other_day = a->day};
        return a;
      },
      Verb::check_in,
      [&](db::Connection& connection, Appointment& a) {
        a.arrived_at = iso_utc(place.clock.now());
        if (a.ticket.empty()) a.ticket = next_ticket(connection, today, office, 'A');
        return answer(a);
      });
}

acts::Answer take_number(Place const& place, acts::Key const& key, std::string_view office, std::vector<Item> const& items, std::function<acts::Answer(Appointment const&)> const& answer) {
  auto const now = place.clock.now();
  auto const local = legal_time(now);
  auto const board = place.board();
  auto const& plan = plan_of(*board, office);
  acts::Answer done;
  place.db.write([&](db::Connection& connection) {
    done = acts::once(connection, now, key, [&] {
      if (not plan.settings.walk_in || not walk_in_day(plan.rules, Day{local.day}).test(local.minute_of_day / unit_minutes)) throw NotNow{State::free};
      if (items.empty() || std::any_of(items.begin(), items.end(), [&](Item const& item) { return plan.offer(item.service) == nullptr; })) throw BadRequest{"choose a service"};
      Appointment a;
      a.id = store::next_id(connection);
      a.state = *after(State::free, Verb::take_number);
      a.office = office;
      a.day = Day{local.day};
      a.minute = local.minute_of_day;
      a.minutes = minutes_for(plan, items);
      a.starts_at = a.created_at = a.arrived_at = iso_utc(now);
      a.origin = "walk_in";
      a.items = items;
      a.ticket = next_ticket(connection, a.day, office, 'B');
      store::insert(connection, a);
      note(connection, place, Verb::take_number, a);
      return answer(a);
    });
  });
  return done;
}

acts::Answer call_next(Place const& place, acts::Key const& key, std::string_view office, std::int64_t desk, std::function<acts::Answer(Appointment const*)> const& answer) {
  auto const now = place.clock.now();
  auto const board = place.board();
  auto const& plan = plan_of(*board, office);
  acts::Answer done;
  place.db.write([&](db::Connection& connection) {
    done = acts::once(connection, now, key, [&] {
      // Read inside the transaction: two desks never call the same person.
      auto const people = store::on_day(connection, office, Day{legal_time(now).day});
      auto const* next = next_to_call(people, plan, desk, now);
      if (next == nullptr) return answer(nullptr);
      auto called = *next;
      called.state = *after(called.state, Verb::call);
      mark(called, Verb::call, desk, iso_utc(now));
      store::update(connection, called);
      note(connection, place, Verb::call, called, fmt::format(R"({{"desk":{}}})", desk));
      return answer(&called);
    });
  });
  return done;
}

acts::Answer serve(Place const& place, acts::Key const& key, std::string_view office, std::int64_t id, Verb verb, std::int64_t desk, acts::Answer const& answer) {
  return change(
      place, key,
      [&](db::Connection& connection) {
        auto a = store::find(connection, id);
        // The right holds for one office: an id of another one does not exist here.
        return a && a->office == office ? a : std::nullopt;
      },
      verb,
      [&](db::Connection&, Appointment& a) {
        mark(a, verb, desk, iso_utc(place.clock.now()));
        return answer;
      });
}

acts::Answer block(Place const& place, acts::Key const& key, std::string_view office, std::int64_t desk, Day day, int from, int to, std::string_view reason, acts::Answer const& answer) {
  auto const board = place.board();
  auto const& plan = plan_of(*board, office);
  if (std::none_of(plan.desks.begin(), plan.desks.end(), [&](Desk const& one) { return one.id == desk; })) throw NotFound{};
  acts::Answer done;
  place.db.write([&](db::Connection& connection) {
    done = acts::once(connection, place.clock.now(), key, [&] {
      Appointment a;
      a.id = store::next_id(connection);
      a.state = *after(State::free, Verb::block);
      a.office = office;
      a.desk = desk;
      a.day = day;
      a.minute = from;
      a.minutes = to - from;
      a.starts_at = iso_utc(instant_of(day, from));
      a.origin = "staff";
      a.note = reason;
      a.created_at = iso_utc(place.clock.now());
      if (not store::claim(connection, desk, day, from / unit_minutes, to / unit_minutes, a.id)) throw NotFree{};
      store::insert(connection, a);
      note(connection, place, Verb::block, a);
      return answer;
    });
  });
  return done;
}

acts::Answer unblock(Place const& place, acts::Key const& key, std::string_view office, std::int64_t id, acts::Answer const& answer) {
  return change(
      place, key,
      [&](db::Connection& connection) {
        auto a = store::find(connection, id);
        return a && a->office == office ? a : std::nullopt;
      },
      Verb::unblock,
      [&](db::Connection& connection, Appointment& a) {
        free_time(connection, a);
        return answer;
      });
}

}  // namespace kreislauf::appointments
