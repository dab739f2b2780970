#include "administration/appointments/acts/counter.h"

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

/// The secret part of the link to an appointment, wherever it stands in what a scanner has read; empty when there is
/// none.
std::string token_in(std::string_view typed) {
  constexpr std::size_t length = 32;
  std::string run;
  for (char const c : typed) {
    bool const hex = (c >= '0' and c <= '9') or (c >= 'a' and c <= 'f');
    if (hex)
      run += c;
    else if (run.size() == length)
      return run;
    else
      run.clear();
  }
  return run.size() == length ? run : std::string{};
}

std::optional<Appointment> found_by(db::Connection& connection, std::string_view typed) {
  if (auto const token = token_in(typed); not token.empty()) return store::by_token(connection, token_hash_of(token));
  // Codes are unique over all days, so that an old one can be told from a wrong one.
  return store::by_code(connection, code_of(typed), Day{});
}

void check_time(Appointment const& a, Instant now) {
  auto const start = parse_iso_utc(a.starts_at);
  if (start - now > std::chrono::minutes{check_in_before}) throw WrongTime{.early = true, .minute = a.minute};
  if (now - start > std::chrono::minutes{check_in_after}) throw WrongTime{.early = false, .minute = a.minute};
}

// Where several processes write, the row is locked here; who comes second finds another state and no row.
constexpr auto lock_row = "UPDATE appointments SET state = state WHERE id = ? AND state = ?";
bool still_so(db::Connection& connection, Appointment const& a) {
  return connection.exec(lock_row, a.id, name_of(a.state)) == 1;
}

/// The right holds for one office: an id of another one does not exist here.
std::optional<Appointment> of_office(db::Connection& connection, std::string_view office, std::int64_t id) {
  auto a = store::find(connection, id);
  return a and a->office == office ? a : std::nullopt;
}

void check_desk_is_free(db::Connection& connection, std::string_view office, Day day, std::int64_t desk) {
  if (desk == 0) return;
  auto const people = store::on_day(connection, office, day);
  if (auto const* there = person_at(people, desk)) throw DeskBusy{there->ticket};
}

Day today_of(Instant now) { return Day{legal_time(now).day}; }

void mark(Appointment& a, Verb verb, std::int64_t desk, std::string const& now) {
  switch (verb) {
    case Verb::call:
    case Verb::call_again:
      a.called_at = now;
      a.calls = verb == Verb::call ? 1 : a.calls + 1;  // each turn counts its own calls
      if (desk != 0) a.called_desk = desk;
      break;
    case Verb::start:
      if (a.started_at.empty()) a.started_at = now;
      break;
    case Verb::finish:
      a.finished_at = now;
      if (a.started_at.empty()) a.started_at = a.called_at;
      break;
    default:
      break;
  }
}

}  // namespace

std::string code_of(std::string_view typed) {
  std::string code;
  for (char const c : typed) {
    if (c >= 'a' and c <= 'z')
      code += static_cast<char>(c - 32);
    else if ((c >= 'A' and c <= 'Z') or (c >= '0' and c <= '9'))
      code += c;
  }
  return code;
}

std::string video_link(Settings const& settings, std::string_view secret, Appointment const& a) {
  return settings.video_address + crypto::hmac_hex(secret, fmt::format("video:{}", a.id)).substr(0, 24);
}

std::vector<Appointment> people_of(Place const& place, std::string_view office, Day day) {
  std::vector<Appointment> people;
  place.db.read([&](db::Connection& connection) { people = store::on_day(connection, office, day); });
  return people;
}

std::vector<Appointment> people_of(Place const& place, std::string_view office) {
  return people_of(place, office, today_of(place.clock.now()));
}

acts::Answer check_in(Place const& place, acts::Key const& key, std::string_view office, std::string_view code,
                      Door door, std::function<acts::Answer(Appointment const&)> const& answer) {
  auto const today = today_of(place.clock.now());
  return change(
      place, key,
      [&](db::Connection& connection) {
        auto a = found_by(connection, code);
        if (not a or a->code.empty() or a->state == State::reserved or a->state == State::preconfirmed)
          throw WrongCode{};
        if (a->day != today) throw WrongCode{.other_office = {}, .other_day = a->day};
        if (a->office != office) throw WrongCode{.other_office = a->office};
        if (door == Door::device and (a->state == State::confirmed or a->state == State::missed))
          check_time(*a, place.clock.now());
        return a;
      },
      Verb::check_in,
      [&](db::Connection& connection, Appointment& a) {
        a.arrived_at = iso_utc(place.clock.now());
        if (a.ticket.empty()) a.ticket = next_ticket(connection, today, office, 'A');
        return answer(a);
      });
}

bool takes_walk_ins(Plan const& plan, Instant now) {
  auto const local = legal_time(now);
  return plan.settings.walk_in and not plan.offers.empty() and
         walk_in_day(plan.rules, Day{local.day}).test(local.minute_of_day / unit_minutes);
}

acts::Answer take_number(Place const& place, acts::Key const& key, std::string_view office,
                         std::vector<Item> const& items,
                         std::function<acts::Answer(Appointment const&)> const& answer) {
  auto const now = place.clock.now();
  auto const local = legal_time(now);
  auto const board = place.board();
  auto const& plan = plan_of(*board, office);
  acts::Answer done;
  place.db.write([&](db::Connection& connection) {
    done = acts::once(connection, now, key, [&] {
      if (not takes_walk_ins(plan, now)) throw NotNow{State::free};
      if (items.empty() or std::any_of(items.begin(), items.end(),
                                       [&](Item const& item) { return plan.offer(item.service) == nullptr; }))
        throw BadRequest{"choose a service"};
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

acts::Answer call_next(Place const& place, acts::Key const& key, std::string_view office, std::int64_t desk,
                       std::function<acts::Answer(Appointment const*)> const& answer) {
  auto const now = place.clock.now();
  auto const board = place.board();
  auto const& plan = plan_of(*board, office);
  acts::Answer done;
  place.db.write([&](db::Connection& connection) {
    done = acts::once(connection, now, key, [&] {
      // Read inside the transaction: two desks never call the same person.
      std::vector<Appointment> people;
      Appointment const* next = nullptr;
      do {
        people = store::on_day(connection, office, today_of(now));
        if (auto const* there = person_at(people, desk)) throw DeskBusy{there->ticket};
        next = next_to_call(people, plan, desk, now);
        if (next == nullptr) return answer(nullptr);
      } while (not still_so(connection, *next));
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

acts::Answer serve(Place const& place, acts::Key const& key, std::string_view office, std::int64_t id, Verb verb,
                   std::int64_t desk, acts::Answer const& answer) {
  auto const today = today_of(place.clock.now());
  return change(
      place, key,
      [&](db::Connection& connection) {
        auto a = of_office(connection, office, id);
        if (not a or a->day != today) return std::optional<Appointment>{};
        bool const at_a_desk = a->state == State::called or a->state == State::processing;
        if (at_a_desk and a->called_desk != desk) throw NotNow{a->state};
        if (verb == Verb::call) check_desk_is_free(connection, office, today, desk);
        if (not still_so(connection, *a)) throw NotNow{a->state};
        return a;
      },
      verb,
      [&](db::Connection& connection, Appointment& a) {
        // Who is called without having checked in has come to the desk: the display needs a number. On the telephone
        // nobody looks at it.
        if (verb == Verb::call and a.ticket.empty() and a.channel == Channel::onsite) {
          a.ticket = next_ticket(connection, today, office, 'A');
          a.arrived_at = iso_utc(place.clock.now());
        }
        mark(a, verb, desk, iso_utc(place.clock.now()));
        return answer;
      });
}

acts::Answer cancel_by_office(Place const& place, acts::Key const& key, std::string_view office, std::int64_t id,
                              std::string_view reason, acts::Answer const& answer) {
  auto const board = place.board();
  auto const& plan = plan_of(*board, office);
  return change(
      place, key, [&](db::Connection& connection) { return of_office(connection, office, id); }, Verb::cancel,
      [&](db::Connection& connection, Appointment& a) {
        acts::withdraw(connection, place.clock.now(), a.subject());
        if (a.desk != 0) release_time(connection, place, plan, a);
        a.note = reason;
        leave_list(connection, place, a);
        send(connection, place, a, Letter::cancelled_by_office, place.clock.now());
        return answer;
      });
}

acts::Answer block(Place const& place, acts::Key const& key, std::string_view office, std::int64_t desk, Day day,
                   int from, int to, std::string_view reason, acts::Answer const& answer) {
  auto const board = place.board();
  auto const& plan = plan_of(*board, office);
  if (std::none_of(plan.desks.begin(), plan.desks.end(), [&](Desk const& one) { return one.id == desk; }))
    throw NotFound{};
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

acts::Answer unblock(Place const& place, acts::Key const& key, std::string_view office, std::int64_t id,
                     acts::Answer const& answer) {
  return change(
      place, key, [&](db::Connection& connection) { return of_office(connection, office, id); }, Verb::unblock,
      [&](db::Connection& connection, Appointment& a) {
        free_time(connection, a);
        return answer;
      });
}

}  // namespace kreislauf::appointments
