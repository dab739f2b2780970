#include "administration/appointments/acts/booking.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/i18n/dates.h"

namespace kreislauf::appointments {

namespace {

constexpr std::string_view guest = "guest";  ///< who acts for himself (authority::TownContext)
constexpr int most_moves_a_day = 3;
constexpr int most_extensions = 10;  ///< WCAG 2.2.1: at least ten times

Instant start_of(Appointment const& a) { return parse_iso_utc(a.starts_at); }

Instant stale_at(Appointment const& a, Notification notification, Instant due) {
  switch (notification) {
    case Notification::please_confirm:
      return parse_iso_utc(a.until_at);
    case Notification::reminder:
      return start_of(a);
    default:
      return std::max(start_of(a), due + std::chrono::days{1});
  }
}

void fill_in(Appointment& a, Person const& person) {
  a.name = person.name;
  a.email = person.email;
  a.phone = person.phone;
  a.note = person.note;
  a.language = person.language;
}

/// The units of an appointment pass to another one, with the desk and the room.
void hand_over(db::Connection& connection, Appointment const& time, std::int64_t from, std::int64_t to) {
  int const first = time.minute / unit_minutes, last = first + units_of(time.minutes);
  store::hand_over(connection, time.desk, time.day, first, last, from, to);
  if (time.resource != 0) store::hand_over(connection, time.resource, time.day, first, last, from, to);
}

/// A time on its way back: of whoever had it nothing is left.
Appointment returning(Appointment const& a, std::int64_t id, Instant now) {
  Appointment time = a;
  time.id = id;
  time.code = {};
  time.state = State::reserved;
  time.origin = "list";
  time.items = {};
  time.name = time.email = time.phone = time.note = time.language = time.person_hash = time.token_hash = {};
  time.confirmed_at = time.arrived_at = time.called_at = time.started_at = time.finished_at = time.ticket = {};
  time.entry = 0;
  time.created_at = iso_utc(now);
  return time;
}

}  // namespace

void note(acts::Transaction& tx, Verb verb, Appointment const& a, std::string_view data) {
  // With the time as it is now: a trail tells what was, whatever comes later.
  auto const at = fmt::format(R"("at":"{} {}","office":"{}"}})", i18n::iso(a.day), i18n::clock(a.minute), a.office);
  auto const begun = data.empty() ? std::string{"{"} : std::string{data.substr(0, data.size() - 1)} + ",";
  tx.event(fmt::format("appointment.{}", name_of(verb)), a.subject(), begun + at);
}

void send(acts::Transaction& tx, Environment const& env, Appointment const& a, Notification notification, Instant due) {
  if (a.email.empty()) return;
  auto const secrets = secrets_in(tx, env);
  tx.send(
      {.kind = "mail",
       .subject = a.subject(),
       .due = due,
       .payload = env.notifications.about(notification, a, token_of(secrets, a), confirm_code_of(secrets, a), env.site),
       .stale = stale_at(a, notification, std::max(tx.now, due))});
}

namespace {

void tell_moved(acts::Transaction& tx, Environment const& env, Appointment const& a, Appointment const& before,
                Instant due) {
  if (a.email.empty()) return;
  tx.send({.kind = "mail",
           .subject = a.subject(),
           .due = due,
           .payload = env.notifications.moved(a, before, token_of(secrets_in(tx, env), a), env.site),
           .stale = stale_at(a, Notification::moved, std::max(tx.now, due))});
}

}  // namespace

void remind(acts::Transaction& tx, Environment const& env, Plan const& plan, Appointment const& a) {
  auto const due = start_of(a) - std::chrono::hours{plan.settings.remind_hours};
  if (plan.settings.remind_hours > 0 and due > tx.now) send(tx, env, a, Notification::reminder, due);
}

Appointment hold(acts::Transaction& tx, Environment const& env, Claim const& claim, std::string_view origin) {
  auto a = claim.take(tx, env);
  auto const& settings = plan_of(claim.known(), a.office).settings;
  a.state = *after(State::free, Verb::hold);
  a.origin = origin;
  a.until_at = iso_utc(tx.now + std::chrono::minutes{settings.hold_minutes});
  store::insert(tx.db, a);
  note(tx, Verb::hold, a);
  return a;
}

Appointment book_for(acts::Transaction& tx, Environment const& env, Claim const& claim, Person const& person) {
  auto a = claim.take(tx, env);
  a.state = *after(State::free, Verb::book_for);
  a.origin = "staff";
  fill_in(a, person);
  if (not a.email.empty()) a.person_hash = person_hash_of(claim.known().secrets, a.email);
  a.confirmed_at = a.changed_at = a.created_at;
  store::insert(tx.db, a);
  note(tx, Verb::book_for, a);
  send(tx, env, a, Notification::confirmed, tx.now);
  remind(tx, env, plan_of(claim.known(), a.office), a);
  return a;
}

Appointment change(acts::Transaction& tx, std::optional<Appointment> found, Verb verb,
                   FunctionRef<void(Appointment&)> work) {
  if (not found) throw NotFound{};
  auto const before = *std::move(found);
  auto const next = after(before.state, verb);
  if (not next) throw NotNow{before.state};
  auto a = before;
  a.state = *next;
  if (verb == Verb::cancel) ++a.sequence;
  if (verb == Verb::cancel or verb == Verb::confirm) a.changed_at = iso_utc(tx.now);
  work(a);
  store::update(tx.db, before, a);
  note(tx, verb, a, fmt::format(R"({{"from":"{}"}})", name_of(before.state)));
  return a;
}

namespace {

/// How long the link is waited for. Where a day fills with bookings that nobody has confirmed, not long.
std::chrono::minutes patience(store::Unconfirmed const& day, Settings const& settings) {
  constexpr int always_fine = 5, most_minutes = 20;
  bool const many = day.unconfirmed >= always_fine and day.unconfirmed * 10 > day.all;
  return std::chrono::minutes{many ? std::min(settings.confirm_minutes, most_minutes) : settings.confirm_minutes};
}

/// A mailbox may have so many open appointments for one service.
void refuse_too_many(std::vector<Item> const& open, Appointment const& a, Settings const& settings) {
  for (auto const& item : a.items) {
    auto const same = [&](Item const& one) { return one.service == item.service; };
    if (std::count_if(open.begin(), open.end(), same) >= settings.most_per_person)
      throw TooMany{settings.most_per_person};
  }
}

}  // namespace

Appointment book(acts::Transaction& tx, Environment const& env, std::string_view token, Person const& person) {
  auto const token_hash = token_hash_of(token), person_hash = person_hash_of(secrets_in(tx, env), person.email);
  store::Unconfirmed on_day;
  std::vector<Item> open;  // both known with the appointment
  store::ask_unconfirmed(tx.db, token_hash, on_day);
  store::ask_open_of_person(tx.db, person_hash, day_of(tx.now), open);
  return change(tx, store::by_token(tx.db, token_hash), Verb::book, [&](Appointment& a) {
    auto const plan = known_plan(tx, env, a.office);
    auto const& settings = plan->settings;
    // The clock decides, not the job that tidies up.
    if (parse_iso_utc(a.until_at) <= tx.now or a.entry != 0) throw NotNow{State::deleted};
    a.person_hash = person_hash;
    refuse_too_many(open, a, settings);
    fill_in(a, person);
    a.until_at = iso_utc(std::min(tx.now + patience(on_day, settings), start_of(a)));
    send(tx, env, a, Notification::please_confirm, tx.now);
  });
}

Appointment extend(acts::Transaction& tx, Environment const& env, std::string_view token) {
  return change(tx, store::by_token(tx.db, token_hash_of(token)), Verb::extend, [&](Appointment& a) {
    if (parse_iso_utc(a.until_at) <= tx.now or a.entry != 0) throw NotNow{State::deleted};
    auto const before = acts::times(tx.db, a.subject(), fmt::format("appointment.{}", name_of(Verb::extend)), tx.actor,
                                    parse_iso_utc(a.created_at));
    if (before >= most_extensions) throw TooMany{most_extensions};
    auto const longer = tx.now + std::chrono::minutes{known_plan(tx, env, a.office)->settings.hold_minutes};
    a.until_at = iso_utc(std::min(longer, start_of(a)));
  });
}

Appointment give_up(acts::Transaction& tx, std::string_view token) {
  auto found = store::by_token(tx.db, token_hash_of(token));
  // A time offered to the list belongs to the list.
  if (found and found->state == State::reserved and found->entry != 0) throw NotNow{State::deleted};
  bool const held = found and found->state == State::reserved;
  if (found and not held and found->state != State::preconfirmed) throw NotNow{found->state};
  return change(tx, std::move(found), held ? Verb::release : Verb::cancel, [&](Appointment& a) {
    tx.withdraw(a.subject());
    free_time(tx, a);
    a.name = a.email = a.phone = a.note = a.person_hash = {};
  });
}

Appointment book_again(acts::Transaction& tx, Environment const& env, Claim const& claim, Appointment const& over,
                       Person const& person) {
  auto const held = hold(tx, env, claim, over.origin);
  // The clock may not have looked at the old one yet.
  if (auto const old = store::find(tx.db, over.id); old and old->state == State::reserved)
    change(tx, old, Verb::expire, [&](Appointment& a) { free_time(tx, a); });
  return book(tx, env, token_of(claim.known().secrets, held), person);
}

Appointment correct_address(acts::Transaction& tx, Environment const& env, std::string_view token,
                            std::string const& email) {
  auto const person_hash = person_hash_of(secrets_in(tx, env), email);
  std::vector<Item> open;
  store::ask_open_of_person(tx.db, person_hash, day_of(tx.now), open);
  return change(tx, store::by_token(tx.db, token_hash_of(token)), Verb::correct, [&](Appointment& a) {
    if (parse_iso_utc(a.until_at) <= tx.now) throw NotNow{State::deleted};
    // Another address must not get round what the first one was asked.
    if (a.person_hash != person_hash) refuse_too_many(open, a, known_plan(tx, env, a.office)->settings);
    tx.withdraw(a.subject());
    a.email = email;
    a.person_hash = person_hash;
    send(tx, env, a, Notification::please_confirm, tx.now);
  });
}

Appointment send_link_again(acts::Transaction& tx, Environment const& env, std::string_view token) {
  auto const a = store::by_token(tx.db, token_hash_of(token));
  if (not a) throw NotFound{};
  if (a->state != State::preconfirmed) throw NotNow{a->state};
  send(tx, env, *a, Notification::please_confirm, tx.now);
  return *a;
}

Appointment confirm(acts::Transaction& tx, Environment const& env, std::string_view token, std::string_view code) {
  return change(tx, store::by_token(tx.db, token_hash_of(token)), Verb::confirm, [&](Appointment& a) {
    if (not confirms(secrets_in(tx, env), a, code)) throw NotFound{};
    if (parse_iso_utc(a.until_at) <= tx.now) throw NotNow{State::deleted};
    a.until_at.clear();
    a.confirmed_at = iso_utc(tx.now);
    send(tx, env, a, Notification::confirmed, tx.now);
    remind(tx, env, *known_plan(tx, env, a.office), a);
  });
}

void leave_list(acts::Transaction& tx, Appointment const& a) {
  auto entry = store::waiting_for(tx.db, a.id);
  if (not entry or entry->state != "waiting") return;
  entry->state = "withdrawn";
  entry->settled_at = iso_utc(tx.now);
  store::update(tx.db, *entry);
}

Appointment cancel(acts::Transaction& tx, Environment const& env, std::int64_t id, Notification notification) {
  return change(tx, store::find(tx.db, id), Verb::cancel, [&](Appointment& a) {
    tx.withdraw(a.subject());
    if (a.desk != 0) release_time(tx, env, *plan_in_force(tx, env, a.office), a);
    // Whoever never answered gets no further mail: the address may be a stranger's.
    if (not a.confirmed_at.empty()) send(tx, env, a, notification, tx.now);
    leave_list(tx, a);
  });
}

namespace {

/// When, where and how.
void take_over(Appointment& a, Appointment const& there) {
  a.office = there.office;
  a.desk = there.desk;
  a.resource = there.resource;
  a.day = there.day;
  a.minute = there.minute;
  a.minutes = there.minutes;
  a.starts_at = there.starts_at;
  a.channel = there.channel;
}

}  // namespace

Appointment move(acts::Transaction& tx, Environment const& env, Claim const& claim, std::int64_t id,
                 std::chrono::minutes undo) {
  auto const there = claim.take(tx, env);
  auto a = store::find(tx.db, id);
  if (not a) throw NotFound{};
  if (not after(a->state, Verb::move)) throw NotNow{a->state};
  auto const moved = fmt::format("appointment.{}", name_of(Verb::move));
  auto const moves = [&](std::chrono::hours lately) {
    return acts::times(tx.db, a->subject(), moved, tx.actor, tx.now - lately);
  };
  if (tx.actor == guest and moves(std::chrono::hours{24}) >= most_moves_a_day) throw TooMany{most_moves_a_day};
  tx.withdraw(a->subject(), "mail");
  // A time that was had for less than an hour was not kept from anybody: it is free again at once. So nobody empties a
  // calendar by moving about in it.
  bool const had_briefly = tx.now - parse_iso_utc(a->confirmed_at) < std::chrono::hours{1};
  if (had_briefly or undo.count() > 0 or moves(std::chrono::hours{1}) > 0)
    free_time(tx, *a);
  else if (not claim.gave_back(*a, there))  // else the two share minutes: it was given back for the new one
    release_time(tx, env, plan_of(claim.known(), a->office), *a);
  // The new units were claimed for the id of a fresh appointment: they pass to the one that moves.
  hand_over(tx.db, there, there.id, a->id);
  auto const before = *a;
  take_over(*a, there);
  ++a->sequence;
  a->changed_at = iso_utc(tx.now);
  store::update(tx.db, *a);
  note(tx, Verb::move, *a, fmt::format(R"({{"was":"{} {}"}})", i18n::iso(before.day), i18n::clock(before.minute)));
  tell_moved(tx, env, *a, before, tx.now + undo);
  remind(tx, env, plan_of(claim.known(), a->office), *a);
  return *a;
}

void free_time(acts::Transaction& tx, Appointment const& a) {
  int const first = a.minute / unit_minutes, last = first + units_of(a.minutes);
  store::give_back(tx.db, a.desk, a.day, first, last, a.id);
  if (a.resource != 0) store::give_back(tx.db, a.resource, a.day, first, last, a.id);
}

void release_time(acts::Transaction& tx, Environment const& env, Plan const& plan, Appointment const& a) {
  using std::chrono::minutes;
  auto const& settings = plan.settings;
  bool const somebody_waits = not store::waiting_after(tx.db, 0, 1).empty();
  // Too late for anybody to be asked: the time is free again at once.
  bool const too_late = start_of(a) - tx.now < minutes{settings.lead_minutes + settings.release_minutes};
  if (a.state == State::deleted and a.confirmed_at.empty()) return free_time(tx, a);
  if (too_late or settings.release_minutes <= 0) return free_time(tx, a);
  unsigned char chance = 0;
  env.random.fill(&chance, 1);
  auto pause = returning(a, store::next_id(tx.db), tx.now);
  // With somebody waiting the time is offered at the next tick; otherwise it comes back at a minute nobody can foresee.
  pause.until_at = iso_utc(somebody_waits ? tx.now : tx.now + minutes{1 + chance % settings.release_minutes});
  hand_over(tx.db, a, a.id, pause.id);
  store::insert(tx.db, pause);
  note(tx, Verb::release, pause);
}

}  // namespace kreislauf::appointments
