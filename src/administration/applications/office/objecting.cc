#include "administration/applications/office/objecting.h"

#include <fmt/format.h>

#include "administration/applications/rights.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::office {

namespace {

std::string day_of(std::string const& iso) {
  auto const day = i18n::parse_iso(iso);
  return day ? i18n::numeric_date(*day) : iso;
}

/// A link for who may read it; in the same office, or in one where this person works, too.
html::Content way_to(authority::StaffContext const& c, std::string const& office, std::int64_t id, std::string text) {
  if (not c.staff.may(rights::work, office)) return text;
  return html::fragment("<a href='"_h, fmt::format("/verwaltung/amt/{}/antraege/{}", office, id), "'>"_h, text,
                        "</a>"_h);
}

}  // namespace

void write_objections(kern::Details& details, authority::StaffContext const& c, Application const& application) {
  std::optional<ObjectionSeen> own;
  std::vector<ObjectionSeen> against;
  c.db.read([&](db::Connection& connection) {
    own = objection_of(connection, application);
    against = objections_to(connection, application);
  });
  if (own) {
    details.row("Gegen", way_to(c, own->against_office, own->against,
                                fmt::format("Bescheid vom {} zu {}", day_of(own->issued_on), own->against_number)));
    if (not own->until.empty())
      details.row("Frist", fmt::format("bis {}: {}", day_of(own->until), own->in_time ? "rechtzeitig" : "verspätet"));
  }
  for (auto const& one : against)
    details.row("Widerspruch",
                way_to(c, application.office, one.application,
                       fmt::format("{}, {}", one.own_number, one.in_time ? "rechtzeitig" : "verspätet")));
}

}  // namespace kreislauf::applications::office
