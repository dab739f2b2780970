#pragma once

#include <cstdint>
#include <string>

#include "administration/appointments/exchange/setup.h"
#include "administration/appointments/model.h"
#include "platform/crypto/keys.h"

/// Invented bookings for demonstrations and measurements. The same seed, plans and time give the same bookings.
namespace kreislauf::appointments {

struct SeedWish {
  std::uint64_t seed = 1;
  int past_days = 28;       ///< how far back people were served, for the figures
  int days = 14;            ///< how far ahead people have booked
  int booked_percent = 60;  ///< of the open time of all desks; more on the next days, less later
};
struct Seeded {
  std::size_t offices = 0, appointments = 0;
};
/// Fills the calendars of all offices where nobody has booked from today on. One commit an office.
Seeded seed_bookings(db::Database& database, crypto::Keys const& keys, Clock const& clock, SeedWish const& wish);

struct CityWish {
  int desks = 80, offices = 20, services = 60;
};
/// A busy city: offices (CSV for authority::import_offices) and their plans (text for import_plans).
std::string city_offices(std::string_view authority, CityWish const& wish);
std::string city_plans(std::vector<std::string> const& services, CityWish const& wish);

}  // namespace kreislauf::appointments
