#pragma once

#include "administration/appointments/exchange/setup.h"
#include "administration/appointments/rules/rules.h"
#include "authority/authority.h"

/// Exchange with ZMS, the appointment system of Berlin, Munich and others (it-at-m/eappointment): availability, scope,
/// provider, request and requestrelation as in its JSON Schemas.
namespace kreislauf::appointments {

/// What ZMS keeps of an office besides its appointments.
struct ZmsOffice {
  std::string id;  ///< digits
  std::string name, short_name, link;
  std::string street, house_number, postal_code, city;
  double latitude = 0, longitude = 0;  ///< 0: unknown
  bool operator==(ZmsOffice const&) const = default;
};

struct ZmsExport {
  std::string json;
  std::vector<std::string> left_out;  ///< German: what ZMS has no place for
};
/// `{scope, provider, availability, request, requestrelation}`. ZMS counts desks and does not name them, knows whole
/// days off only, and takes services with numbers as keys; times become multiples of the smallest step. Holidays are
/// kept at the department there.
ZmsExport export_zms(Plan const& plan, ZmsOffice const& office);

struct ZmsImport {
  Plan plan;
  ZmsOffice office;
  std::vector<std::string> left_out;  ///< German: what was rounded or has no place here
};
/// Reads what export_zms writes and what the interfaces of ZMS give. Desks are made as many as are open at the same
/// time; rules at the same time get different ones. The text of the rules can be saved as it is.
Result<ZmsImport> import_zms(std::string_view json);

/// Offices of the directory of services of Berlin (berlin_services_de.json, berlin_locations_de.json) with what can be
/// booked there. Opening rules are not part of these files.
Result<std::vector<ZmsImport>> import_berlin(std::string_view services_json, std::string_view locations_json);

/// All offices of a town as a JSON array of what export_zms writes. Offices are numbered from the key of the town.
ZmsExport export_zms_town(std::vector<Plan> const& plans, authority::Authority const& authority,
                          authority::Town const& town);

/// What a town needs to take offices over: offices (CSV for authority::import_offices), their plans (text for
/// import_plans) and what was left out. An office of the town with the same name keeps its id, others are called
/// `zms-ID`. Offices of both lists with the same id are one: rules and desks from the first, services from the second
/// where the first has none.
struct ZmsTown {
  std::string offices_csv, plans_toml;
  std::vector<Plan> plans;  ///< what plans_toml says
  std::vector<std::string> left_out;
};
ZmsTown zms_town(std::vector<ZmsImport> with_rules, std::vector<ZmsImport> const& directory,
                 authority::Authority const& authority, authority::Town const& town, Surroundings const& around);
/// One object of export_zms, or an array of them.
Result<std::vector<ZmsImport>> import_zms_town(std::string_view json);

}  // namespace kreislauf::appointments
