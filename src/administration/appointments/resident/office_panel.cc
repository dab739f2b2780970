#include "administration/appointments/shared/routes.h"
#include "administration/appointments/shared/running.h"
#include "authority/page.h"

// On the page of an office: book, and look from home how long it takes.
namespace kreislauf::appointments {

namespace {

void write_ways_in(kern::Sheet& page, authority::TownContext const& c, std::string_view office) {
  auto const& t = c.t;
  if (not c.town->hours.contains(office)) return;
  auto const link = [&](std::string const& path, std::string_view label) {
    page("<p>"_h);
    kern::more_link(page.out(), authority::path_in(c, path), label);
    page("</p>"_h);
  };
  link("/termine", t("Termin buchen"));
  link("/aemter/" + std::string{office} + "/warteraum", t("Warteraum: So lange dauert es gerade"));
}

}  // namespace

authority::Panel office_panel() {
  return {.place = "office",
          .write = [](kern::Sheet& page, authority::TownContext const& c, std::string_view office, std::string_view) {
            write_ways_in(page, c, office);
          }};
}

}  // namespace kreislauf::appointments
