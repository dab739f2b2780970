#include "administration/appointments/shared/open_conflicts.h"

#include "administration/appointments/store/store.h"

namespace kreislauf::appointments {

std::vector<Appointment> bookings_to_come(db::Database& database, std::string_view office, Day today) {
  std::vector<Appointment> found;
  database.read([&](db::Connection& connection) {
    auto const last = store::last_day_booked(connection, office, today);
    if (last) found = store::from_day(connection, office, today, *last);
  });
  return found;
}

std::vector<Misfit> open_conflicts(db::Database& database, Plan const& plan, std::vector<Appointment> const& bookings,
                                   Instant now) {
  auto found = misfits(plan, bookings, now);
  database.read([&](db::Connection& connection) {
    auto const kept = store::kept(connection);
    std::erase_if(found, [&](Misfit const& one) { return kept.contains(store::KeptBooking::of(*one.booking)); });
  });
  return found;
}

}  // namespace kreislauf::appointments
