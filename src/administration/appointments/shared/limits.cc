#include "administration/appointments/shared/limits.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/network.h"

namespace kreislauf::appointments {

bool within_budget(Appointments& module, authority::TownContext const& c, http::Request const& request,
                   std::string_view what, int most) {
  auto const who = fmt::format("{} {} {}", what, c.authority.key.value(), network_of(request.client));
  return module.budgets().take(who, most, c.clock.now());
}

bool proven(std::string_view challenge, std::string_view proof, int bits) {
  if (proof.empty() or proof.size() > 12 or proof.find_first_not_of("0123456789") != std::string_view::npos)
    return false;
  auto const hash = crypto::sha256_hex(fmt::format("{}:{}", challenge, proof));
  int zeros = 0;
  for (char const digit : hash) {
    int const value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
    if (value == 0) {
      zeros += 4;
      continue;
    }
    zeros += value < 2 ? 3 : value < 4 ? 2 : value < 8 ? 1 : 0;
    break;
  }
  return zeros >= bits;
}

std::string challenge_of(std::string const& token) { return "b" + token_hash_of(token).substr(0, 20); }

Instant changeable_until(FreeTimes const& free_times, Appointment const& a) {
  auto const* calendar = free_times.of(a.office);
  auto const minutes = calendar == nullptr ? 0 : calendar->plan->settings.change_minutes;
  return parse_iso_utc(a.starts_at) - std::chrono::minutes{minutes};
}

bool is_over(Appointment const& a, Instant now) {
  return a.state == State::deleted or (not a.until_at.empty() and parse_iso_utc(a.until_at) <= now);
}

Appointment appointment_of(authority::TownContext const& c, std::string const& token) {
  std::optional<Appointment> found;
  c.db.read([&](db::Connection& connection) { found = store::by_token(connection, token_hash_of(token)); });
  if (not found) throw NotFound{};
  return *found;
}

std::vector<Calendar const*> offices_for(FreeTimes const& free_times, authority::TownContext const& c,
                                         std::string_view office_id, bool step_free) {
  auto calendars = free_times.view(office_id);
  std::erase_if(calendars, [&](Calendar const* calendar) {
    auto const* office = c.town->office(calendar->plan->settings.office);
    if (office == nullptr) return true;
    auto const& access = office->accessibility;
    return step_free and std::find(access.begin(), access.end(), "step_free") == access.end();
  });
  return calendars;
}

}  // namespace kreislauf::appointments
