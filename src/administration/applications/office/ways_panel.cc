#include <fmt/format.h>

#include "administration/applications/office/days.h"
#include "administration/applications/office/pages.h"
#include "administration/applications/office/taking_down.h"
#include "administration/applications/rights.h"
#include "platform/kern/sheet.h"

// What else can be done in an office besides working on its cases.
namespace kreislauf::applications {

authority::Panel ways_panel(Applications& module) {
  auto const write = [&module](kern::Sheet& sheet, authority::TownContext const& c, std::string_view office,
                               std::string_view) {
    auto const* staff = c.signed_in();
    if (staff == nullptr) return;
    bool const counter = staff->may(rights::work, office) and office::takes_down(module, c, std::string{office});
    bool const days = staff->may(rights::plan, office) and office::has_days(module, c, office);
    if (not counter and not days) return;
    auto const link = [&](std::string_view rest, std::string_view label) {
      kern::button_link(sheet.out(), {.path = fmt::format("/verwaltung/amt/{}/{}", office, rest),
                                      .label = label,
                                      .weight = kern::Weight::secondary});
      sheet.out()(" ");
    };
    kern::actions(sheet.out(), [&](html::Writer&) {
      if (counter) link("aufnahme", "Antrag aufnehmen");
      if (days) link("tage", "Tage und Plätze");
    });
  };
  return {.place = "cases_top", .write = write};
}

}  // namespace kreislauf::applications
