#include "administration/appointments/acts/move_back.h"

#include <fmt/format.h>

#include <algorithm>

namespace kreislauf::appointments {

namespace {

void claim(acts::Transaction& tx, std::int64_t desk, Stood const& before, int minutes) {
  if (desk == 0) return;
  int const first = before.minute / unit_minutes;
  if (not store::claim(tx.db, desk, before.day, first, first + units_of(minutes), before.appointment)) throw NotFree{};
}

bool is_of_office(Plan const& plan, Stood const& before) {
  auto const has = [](std::vector<Desk> const& all, std::int64_t id) {
    return std::any_of(all.begin(), all.end(), [&](Desk const& one) { return one.id == id; });
  };
  return has(plan.desks, before.desk) and (before.resource == 0 or has(plan.resources, before.resource));
}

}  // namespace

Stood Stood::of(Appointment const& a) {
  return {.appointment = a.id, .desk = a.desk, .resource = a.resource, .day = a.day, .minute = a.minute};
}

Appointment move_back(acts::Transaction& tx, Environment const& env, std::string_view office, Stood const& before) {
  auto const plan = plan_in_force(tx, env, office);
  auto const found = store::find(tx.db, before.appointment);
  if (not found or found->office != office or not is_of_office(*plan, before)) throw NotFound{};
  auto a = *found;
  auto const moved = fmt::format("appointment.{}", name_of(Verb::move));
  if (not after(a.state, Verb::move) or acts::times(tx.db, a.subject(), moved, tx.actor, tx.now - undo_time) == 0)
    throw NotNow{a.state};
  tx.withdraw(a.subject(), "mail");
  claim(tx, before.desk, before, a.minutes);
  claim(tx, before.resource, before, a.minutes);
  free_time(tx, a);
  a.desk = before.desk;
  a.resource = before.resource;
  a.day = before.day;
  a.minute = before.minute;
  a.starts_at = iso_utc(instant_of(before.day, before.minute));
  ++a.sequence;
  a.changed_at = iso_utc(tx.now);
  store::update(tx.db, a);
  note(tx, Verb::move, a);
  // Moved so soon after it was booked, the mail of the booking may have been taken back with the move.
  if (tx.now - parse_iso_utc(a.confirmed_at) < std::chrono::hours{1}) send(tx, env, a, Notification::confirmed, tx.now);
  remind(tx, env, *plan, a);
  return a;
}

}  // namespace kreislauf::appointments
