#include <boost/json.hpp>

#include "authority/page.h"
#include "authority/resident/pages.h"
#include "authority/rules.h"
#include "platform/i18n/dates.h"

// What search engines and assistants tell of an office: the same hours as the page.
namespace kreislauf::authority::pages {

namespace json = boost::json;

namespace {

constexpr int days_told = 14;

json::object hours_of(std::string_view opens, std::string_view closes, std::chrono::sys_days first,
                      std::chrono::sys_days last) {
  return {{"@type", "OpeningHoursSpecification"},
          {"opens", opens},
          {"closes", closes},
          {"validFrom", i18n::iso(first)},
          {"validThrough", i18n::iso(last)}};
}

/// Day by day: a week that is always the same would open doors that a closure or a second week keeps shut.
json::array open_days(TownContext const& c, Office const& office) {
  json::array all;
  for (int ahead = 0; ahead < days_told; ++ahead) {
    auto const day = c.today() + std::chrono::days{ahead};
    auto const open = c.town->day_of(office, day).open;
    for (auto const& [from, to] : open) all.push_back(hours_of(i18n::clock_iso(from), i18n::clock_iso(to), day, day));
    if (open.empty()) all.push_back(hours_of("00:00", "00:00", day, day));  // as schema.org writes a closed day
  }
  return all;
}

}  // namespace

void write_office_json_ld(html::Writer& out, TownContext const& c, Office const& office) {
  json::object body{{"@context", "https://schema.org"},
                    {"@type", "GovernmentOffice"},
                    {"name", office.name},
                    {"url", c.origin + "/aemter/" + office.id.value()},
                    {"address",
                     {{"@type", "PostalAddress"},
                      {"streetAddress", office.street},
                      {"postalCode", office.postal_code},
                      {"addressLocality", office.place},
                      {"addressCountry", "DE"}}},
                    {"parentOrganization", {{"@type", "GovernmentOrganization"}, {"name", c.authority.full_name()}}}};
  if (auto const dial = rules::dial_of(office.phone); not dial.empty()) body["telephone"] = dial;
  if (c.town->knows_hours_of(office)) body["openingHoursSpecification"] = open_days(c, office);
  auto text = json::serialize(body);
  // JSON inside a script element: `<` must not end the element.
  for (auto at = text.find('<'); at != std::string::npos; at = text.find('<', at)) text.replace(at, 1, "\\u003c");
  out("<script type='application/ld+json'>"_h, html::script_data(text), "</script>"_h);
}

}  // namespace kreislauf::authority::pages
