#include "administration/appointments/api/answers.h"

#include <algorithm>
#include <boost/json.hpp>

#include "administration/appointments/shared/limits.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments::api {

namespace json = boost::json;

json::object time_json(std::string_view office, Day day, int minute, int minutes) {
  return {{"office", office},
          {"day", i18n::iso(day)},
          {"time", i18n::clock_iso(minute)},
          {"startsAt", iso_utc(instant_of(day, minute))},
          {"minutes", minutes}};
}

json::array times_json(std::vector<Calendar const*> const& calendars, Wish const& wish, Instant now,
                       std::size_t limit) {
  json::array items;
  for (auto const& time : earliest(calendars, wish, now, limit)) {
    auto const& plan = *calendars[time.calendar]->plan;
    items.push_back(time_json(plan.settings.office, time.day, time.minute, minutes_for(plan, wish.items)));
  }
  return items;
}

json::array items_json(std::vector<Item> const& items) {
  json::array out;
  for (auto const& item : items) out.push_back({{"service", item.service}, {"quantity", item.quantity}});
  return out;
}

http::Response run(FunctionRef<acts::Answer()> act) {
  try {
    auto const done = act();
    return {
        .status = done.status, .content_type = "application/json", .body = done.body, .caching = http::Caching::none};
  } catch (acts::KeyReused const&) {
    return authority::api::key_was_used();
  } catch (TooMany const& reason) {
    return problem(409, "too_many",
                   "This person has as many open appointments for this service as the office allows. The time is still "
                   "held.",
                   {{"limit", reason.limit}});
  } catch (NotNow const& reason) {
    if (reason.state == State::deleted or reason.state == State::reserved) {
      return problem(410, "expired",
                     "The time is no longer held, or the appointment was cancelled. Nothing was stored.");
    }
    return problem(409, "wrong_state", "This cannot be done with the appointment as it is now. Nothing was stored.",
                   {{"state", name_of(reason.state)}});
  }
}

http::Response taken(Scene const& scene, authority::TownContext const& c, Wish wish) {
  constexpr std::size_t next_times = 5;
  auto const free_times = scene.free_times();
  wish.office.clear();
  auto const calendars = offices_for(*free_times, c, {}, false);
  return problem(409, "time_taken", "This time is not free. The next free times stand in next. Nothing was stored.",
                 {{"next", times_json(calendars, wish, c.clock.now(), next_times)}});
}

}  // namespace kreislauf::appointments::api
