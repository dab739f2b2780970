#include "administration/appointments/store/overbooking.h"

namespace kreislauf::appointments::store {

using std::chrono::days;

void add_overbooking(db::Connection& connection, Plan& plan) {
  if (plan.settings.overbook_percent <= 0) return;
  if (auto const id = overbook_desk_of(connection, plan.settings.office); id != 0) add_extra_desk(plan, id);
}

void overbook(db::Connection& connection, Calendar& calendar, Day today) {
  auto const* extra = extra_desk(*calendar.plan);
  if (extra == nullptr) return;
  auto const& office = calendar.plan->settings.office;
  if (not calendar.overbooking) {
    auto rates = no_show_rates(outcomes(connection, office, today - days{outcome_days}, today));
    calendar.overbooking = std::make_shared<Overbooking const>(overbooking_of(calendar, std::move(rates)));
  }
  appointments::overbook(calendar, bookings_by_hour(connection, office, today, extra->id));
}

}  // namespace kreislauf::appointments::store
