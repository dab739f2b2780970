#include <fmt/format.h>

#include <unordered_map>

#include "administration/appointments/exchange/zms.h"
#include "administration/appointments/exchange/zms_json.h"

namespace kreislauf::appointments {

namespace json = boost::json;

namespace {

constexpr int slot_minutes = 10;  ///< `slotTimeInMinutes` of ZMS where nothing else is said

/// What stands under `data` of a file.
Result<zms::Entries> data_of(std::optional<json::value> const& file) {
  if (not file or not file->is_object())
    return failure("Die Dateien sind kein JSON, wie das Dienstleistungsverzeichnis von Berlin es schreibt.");
  return zms::list(file->get_object(), "data");
}

ZmsOffice office_of(json::object const& location) {
  auto const& address = zms::object(location, "address");
  auto const& geo = zms::object(location, "geo");
  auto const degrees = [&](char const* key) {
    auto const* const value = geo.if_contains(key);
    return value != nullptr and value->is_number() ? value->to_number<double>() : 0.0;
  };
  auto const name = zms::text(location, "name");
  return {.id = zms::text(location, "id"),
          .name = name,
          .short_name = name,
          .link = zms::text(zms::object(location, "meta"), "url"),
          .street = zms::text(address, "street"),
          .house_number = zms::text(address, "house_number"),
          .postal_code = zms::text(address, "postal_code"),
          .city = zms::text(address, "city"),
          .latitude = degrees("lat"),
          .longitude = degrees("lon")};
}

using Names = std::unordered_map<std::string, std::string>;

/// What can be booked at a location: `allowed`, and with a number of slots.
Result<std::vector<BookableService>> offers_of(json::object const& location, Names const& names) {
  std::vector<BookableService> offers;
  auto const services = zms::list(location, "services");
  if (not services) return failure(services.error());
  for (auto const* const value : *services) {
    auto const* const entry = value->if_object();
    if (entry == nullptr) continue;
    auto const& appointment = zms::object(*entry, "appointment");
    auto const slots = zms::number(appointment, "slots", 0);
    auto const found = names.find(zms::text(*entry, "service"));
    if (found == names.end() or not zms::truth(appointment, "allowed", false) or slots < 1 or slots > 50) continue;
    auto& offer = offers.emplace_back();
    offer.office = zms::text(location, "id");
    offer.service = found->first;
    offer.label = found->second;
    offer.minutes = static_cast<int>(slots) * slot_minutes;
    offer.position = static_cast<int>(offers.size());
  }
  return offers;
}

}  // namespace

Result<std::vector<ZmsImport>> import_berlin(std::string_view services_json, std::string_view locations_json) {
  auto const services_file = zms::parsed(services_json), locations_file = zms::parsed(locations_json);
  auto const services = data_of(services_file), locations = data_of(locations_file);
  if (not services) return failure(services.error());
  if (not locations) return failure(locations.error());
  Names names;
  for (auto const* const value : *services) {
    if (auto const* const service = value->if_object())
      names.emplace(zms::text(*service, "id"), zms::text(*service, "name"));
  }
  std::vector<ZmsImport> out;
  for (auto const* const value : *locations) {
    auto const* const location = value->if_object();
    if (location == nullptr) continue;
    auto offers = offers_of(*location, names);
    if (not offers) return failure(fmt::format("{}: {}", zms::text(*location, "name"), offers.error()));
    if (offers->empty()) continue;
    auto& office = out.emplace_back();
    office.office = office_of(*location);
    office.plan.settings.office = office.office.id;
    office.plan.services = std::move(*offers);
  }
  return out;
}

}  // namespace kreislauf::appointments
