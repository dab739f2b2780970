#include <algorithm>

#include "administration/appointments/resident/pages.h"
#include "administration/appointments/shared/running.h"
#include "authority/page.h"

// A link to an appointment or to a place on the list that opens nothing (any more).
namespace kreislauf::appointments::pages {

namespace {

/// The longest that an office of this town keeps an appointment.
int days_kept(FreeTimes const& free_times) {
  int days = 0;
  for (auto const& calendar : free_times.calendars) days = std::max(days, calendar->plan->settings.retention_days);
  return days == 0 ? Settings{}.retention_days : days;
}

void write_numbers(html::Writer& out, TownContext const& c, FreeTimes const& free_times) {
  bool any = false;
  for (auto const& calendar : free_times.calendars) {
    auto const* office = c.town->office(calendar->plan->settings.office);
    if (office == nullptr or office->phone.empty()) continue;
    any = true;
    out("<p>"_h, authority::german(c, office->name), ": ");
    authority::write_phone(out, office->phone);
    out("</p>"_h);
  }
  if (not any) authority::write_call(out, c);
}

}  // namespace

http::Response unknown_link(Appointments& module, TownContext& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  authority::Page page{c,
                       {.title = std::string{t("Zu diesem Link gibt es keinen Termin")},
                        .path = "/termine",
                        .layout = kern::Layout::prose,
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .here = std::string{t("Ihr Termin")},
                        .index = false}};
  auto& out = page.out();
  page.lead(t.count("Wir löschen jeden Termin {} Tag danach. Oder der Link ist nicht vollständig.",
                    "Wir löschen jeden Termin {} Tage danach. Oder der Link ist nicht vollständig.",
                    days_kept(*free_times)));
  out("<p>"_h, t("Öffnen Sie den Link noch einmal in unserer E-Mail. Geht das nicht, rufen Sie uns an:"), "</p>"_h);
  write_numbers(out, c, *free_times);
  kern::actions(out, [&](html::Writer&) {
    kern::button_link(out, {.path = authority::path_in(c, "/termine"), .label = t("Neuen Termin buchen")});
  });
  return page.finish(404);
}

}  // namespace kreislauf::appointments::pages
