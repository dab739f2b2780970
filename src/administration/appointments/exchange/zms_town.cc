#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "administration/appointments/exchange/zms.h"
#include "administration/appointments/exchange/zms_json.h"

// Whole towns to and from ZMS.
namespace kreislauf::appointments {

namespace json = boost::json;

namespace {

/// `Marktplatz 1` is a street and a number there.
std::pair<std::string, std::string> street_and_number(std::string const& street) {
  auto const at = street.find_last_of(' ');
  bool const number =
      at != std::string::npos and at + 1 < street.size() and street[at + 1] >= '0' and street[at + 1] <= '9';
  return number ? std::pair{street.substr(0, at), street.substr(at + 1)} : std::pair{street, std::string{}};
}

ZmsOffice office_for_zms(authority::Authority const& authority, std::size_t place, std::string const& id,
                         authority::Office const* office) {
  ZmsOffice out{.id = fmt::format("{}{:02}", std::stoll(authority.key.value()), place),
                .name = office == nullptr ? id : office->name,
                .short_name = id,
                .link = {},
                .street = {},
                .house_number = {},
                .postal_code = {},
                .city = authority.name};
  if (office == nullptr) return out;
  std::tie(out.street, out.house_number) = street_and_number(office->street);
  out.link = office->website;
  out.postal_code = office->postal_code;
  if (not office->place.empty()) out.city = office->place;
  out.latitude = office->latitude;
  out.longitude = office->longitude;
  return out;
}

std::string cell(std::string_view text) {
  std::string out = "\"";
  for (char const c : text) out += c == '"' ? "\"\"" : std::string(1, c == '\n' or c == '\r' ? ' ' : c);
  return out + '"';
}

/// The id an office has in the town, by its name, or a new one.
std::string office_id(ZmsOffice const& office, authority::Town const& town) {
  for (auto const& known : town.offices) {
    if (known.name == office.name or known.id.value() == "zms-" + office.id) return known.id.value();
  }
  return "zms-" + office.id;
}

/// An array of offices, the same in the way of PHP, or one office.
zms::Entries offices_of(json::value const& file) {
  if (auto const* const object = file.if_object()) {
    bool const numbered = std::all_of(object->begin(), object->end(), [](auto const& entry) {
      return entry.key().find_first_not_of("0123456789") == std::string_view::npos;
    });
    auto entries = zms::entries_of(*object);
    return numbered and entries and not entries->empty() ? std::move(*entries) : zms::Entries{&file};
  }
  zms::Entries entries;
  for (auto const& office : file.get_array()) entries.push_back(&office);
  return entries;
}

std::string csv_line(authority::Authority const& authority, std::string const& id, ZmsOffice const& office) {
  auto const street = office.house_number.empty() ? office.street : office.street + " " + office.house_number;
  auto const degrees = [](double value) { return value == 0 ? std::string{} : fmt::format("{:.6f}", value); };
  return fmt::format("{},{},buergerbuero,{},{},{},{},{},{}\n", authority.slug, id, cell(office.name), cell(street),
                     cell(office.postal_code), cell(office.city), degrees(office.longitude), degrees(office.latitude));
}

}  // namespace

ZmsExport export_zms_town(std::vector<Plan> const& plans, authority::Authority const& authority,
                          authority::Town const& town) {
  ZmsExport out;
  json::array all;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    auto const& id = plans[i].settings.office;
    auto const one = export_zms(plans[i], office_for_zms(authority, i + 1, id, town.office(id)));
    all.push_back(json::parse(one.json));
    for (auto const& line : one.left_out) out.left_out.push_back(fmt::format("{}: {}", id, line));
  }
  out.json = json::serialize(all);
  return out;
}

Result<std::vector<ZmsImport>> import_zms_town(std::string_view text) {
  auto const file = zms::parsed(text);
  if (not file or (not file->is_array() and not file->is_object()))
    return failure("Die Datei ist kein JSON mit Öffnungszeiten von ZMS.");
  std::vector<ZmsImport> all;
  for (auto const* const office : offices_of(*file)) {
    auto one = import_zms(json::serialize(*office));
    if (not one) return failure(one.error());
    all.push_back(std::move(*one));
  }
  return all;
}

ZmsTown zms_town(std::vector<ZmsImport> offices, std::vector<ZmsImport> const& directory,
                 authority::Authority const& authority, authority::Town const& town, Surroundings const& around) {
  for (auto const& listed : directory) {
    auto const found = std::find_if(offices.begin(), offices.end(),
                                    [&](ZmsImport const& one) { return one.office.id == listed.office.id; });
    if (found == offices.end())
      offices.push_back(listed);
    else if (found->plan.services.empty())
      found->plan.services = listed.plan.services;
  }
  ZmsTown out{.offices_csv = "authority,id,kinds,name,street,postal_code,place,longitude,latitude\n",
              .plans_toml = {},
              .plans = {},
              .left_out = {}};
  auto& plans = out.plans;
  for (auto& one : offices) {
    auto const id = office_id(one.office, town);
    if (town.office(id) == nullptr) out.offices_csv += csv_line(authority, id, one.office);
    one.plan.settings.office = id;
    if (one.plan.desks.empty())
      one.plan.desks.push_back({.id = 0, .office = id, .name = "Schalter 1", .position = 1, .skills = {}});
    // Where the catalogue knows the service it has the better name.
    for (auto& offer : one.plan.services) {
      if (not around.service_key(offer.service).empty()) offer.label.clear();
    }
    for (auto const& line : one.left_out) out.left_out.push_back(fmt::format("{}: {}", one.office.name, line));
    plans.push_back(std::move(one.plan));
  }
  std::sort(plans.begin(), plans.end(),
            [](Plan const& a, Plan const& b) { return a.settings.office < b.settings.office; });
  out.plans_toml = write_plans(plans, around);
  return out;
}

}  // namespace kreislauf::appointments
