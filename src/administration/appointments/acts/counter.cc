#include "administration/appointments/acts/counter.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/db/embedded.h"

namespace kreislauf::appointments {

namespace {

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
  if (start - now > std::chrono::minutes{check_in_before}) throw WrongTime{true, a.minute};
  if (now - start > std::chrono::minutes{check_in_after}) throw WrongTime{false, a.minute};
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
      // Called without having checked in, and there: only now it is known.
      if (a.arrived_at.empty() and a.channel == Channel::onsite) a.arrived_at = a.called_at;
      break;
    case Verb::park:
    case Verb::wait_on:
      if (a.arrived_at.empty() and a.channel == Channel::onsite) a.arrived_at = now;
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

std::vector<Appointment> people_of(Environment const& env, std::string_view office, Day day) {
  std::vector<Appointment> people;
  env.db.read([&](db::Connection& connection) { people = store::on_day(connection, office, day); });
  return people;
}

std::vector<Appointment> people_of(Environment const& env, std::string_view office) {
  return people_of(env, office, day_of(env.clock.now()));
}

Appointment check_in(acts::Transaction& tx, Environment const&, std::string_view office, std::string_view code,
                     Door door) {
  auto const today = day_of(tx.now);
  auto found = found_by(tx.db, code);
  if (not found or found->code.empty() or found->state == State::reserved or found->state == State::preconfirmed) {
    throw WrongCode{};
  }
  if (found->day != today) throw WrongCode{{}, found->day};
  if (found->office != office) throw WrongCode{found->office};
  bool const expected = found->state == State::confirmed or found->state == State::missed;
  if (door == Door::device and expected and found->channel != Channel::onsite)
    throw NotHere{found->channel, found->minute};
  if (door == Door::device and expected) check_time(*found, tx.now);
  return change(tx, std::move(found), Verb::check_in, [&](Appointment& a) {
    a.arrived_at = iso_utc(tx.now);
    if (a.ticket.empty()) a.ticket = next_ticket(tx.db, today, office, 'A');
  });
}

bool takes_walk_ins(Plan const& plan, Instant now) {
  auto const local = legal_time(now);
  return plan.settings.walk_in and not plan.services.empty() and
         walk_in_day(plan.rules, Day{local.day}).test(local.minute_of_day / unit_minutes);
}

Appointment take_number(acts::Transaction& tx, Environment const& env, std::string_view office,
                        std::vector<Item> const& items) {
  auto const plan = plan_in_force(tx, env, office);
  if (not takes_walk_ins(*plan, tx.now)) throw NotNow{State::free};
  auto const unknown = [&](Item const& item) { return plan->service(item.service) == nullptr; };
  if (items.empty() or std::any_of(items.begin(), items.end(), unknown)) throw BadRequest{"choose a service"};
  // A number is a promise: nobody draws one whose turn comes when all have gone home.
  if (turn_of_new(store::on_day(tx.db, office, day_of(tx.now)), *plan, items, tx.now).after_closing)
    throw NoTurnToday{};
  auto const local = legal_time(tx.now);
  Appointment a;
  a.id = store::next_id(tx.db);
  a.state = *after(State::free, Verb::take_number);
  a.office = office;
  a.day = Day{local.day};
  a.minute = local.minute_of_day;
  a.minutes = minutes_for(*plan, items);
  a.starts_at = a.created_at = a.arrived_at = iso_utc(tx.now);
  a.origin = "walk_in";
  a.items = items;
  a.ticket = next_ticket(tx.db, a.day, office, 'B');
  store::insert(tx.db, a);
  note(tx, Verb::take_number, a);
  return a;
}

std::optional<Appointment> call_next(acts::Transaction& tx, Environment const& env, std::string_view office,
                                     std::int64_t desk) {
  auto const plan = plan_in_force(tx, env, office);
  // Read inside the transaction: two desks never call the same person.
  std::vector<Appointment> people;
  Appointment const* next = nullptr;
  do {
    people = store::on_day(tx.db, office, day_of(tx.now));
    if (auto const* there = person_at(people, desk)) throw DeskBusy{there->ticket};
    next = next_to_call(people, *plan, desk, tx.now);
    if (next == nullptr) return std::nullopt;
  } while (not store::still_so(tx.db, *next));
  auto called = *next;
  called.state = *after(called.state, Verb::call);
  mark(called, Verb::call, desk, iso_utc(tx.now));
  store::update(tx.db, called);
  note(tx, Verb::call, called, fmt::format(R"({{"desk":{}}})", desk));
  return called;
}

Appointment serve(acts::Transaction& tx, Environment const&, std::string_view office, std::int64_t id, Verb verb,
                  std::int64_t desk) {
  auto const today = day_of(tx.now);
  auto found = of_office(tx.db, office, id);
  if (not found or found->day != today) throw NotFound{};
  // Who was there has to check in again.
  if (verb == Verb::expect and not is_no_show(*found)) throw NotNow{found->state};
  bool const at_a_desk = found->state == State::called or found->state == State::processing;
  if (at_a_desk and found->called_desk != desk) throw NotNow{found->state};
  if (verb == Verb::call) check_desk_is_free(tx.db, office, today, desk);
  if (not store::still_so(tx.db, *found)) throw NotNow{found->state};
  return change(tx, std::move(found), verb, [&](Appointment& a) {
    // Who is called without having checked in comes to the desk: the display needs a number. On the telephone nobody
    // looks at it.
    if (verb == Verb::call and a.ticket.empty() and a.channel == Channel::onsite)
      a.ticket = next_ticket(tx.db, today, office, 'A');
    mark(a, verb, desk, iso_utc(tx.now));
  });
}

Appointment cancel_by_office(acts::Transaction& tx, Environment const& env, std::string_view office, std::int64_t id,
                             std::string_view reason) {
  auto const plan = plan_in_force(tx, env, office);
  return change(tx, of_office(tx.db, office, id), Verb::cancel, [&](Appointment& a) {
    tx.withdraw(a.subject());
    if (a.desk != 0) release_time(tx, env, *plan, a);
    a.note = reason;
    leave_list(tx, a);
    send(tx, env, a, Notification::cancelled_by_office, tx.now);
  });
}

Appointment block(acts::Transaction& tx, Environment const& env, std::string_view office, std::int64_t desk, Day day,
                  int from, int to, std::string_view reason) {
  auto const plan = plan_in_force(tx, env, office);
  auto const is_it = [&](Desk const& one) { return one.id == desk; };
  if (std::none_of(plan->desks.begin(), plan->desks.end(), is_it)) throw NotFound{};
  Appointment a;
  a.id = store::next_id(tx.db);
  a.state = *after(State::free, Verb::block);
  a.office = office;
  a.desk = desk;
  a.day = day;
  a.minute = from;
  a.minutes = to - from;
  a.starts_at = iso_utc(instant_of(day, from));
  a.origin = "staff";
  a.note = reason;
  a.created_at = iso_utc(tx.now);
  if (not store::claim(tx.db, desk, day, from / unit_minutes, to / unit_minutes, a.id)) throw NotFree{};
  store::insert(tx.db, a);
  note(tx, Verb::block, a);
  return a;
}

Appointment unblock(acts::Transaction& tx, Environment const&, std::string_view office, std::int64_t id) {
  return change(tx, of_office(tx.db, office, id), Verb::unblock, [&](Appointment& a) { free_time(tx, a); });
}

}  // namespace kreislauf::appointments
