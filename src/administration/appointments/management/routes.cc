#include "administration/appointments/management/management.h"
#include "administration/appointments/rights.h"

namespace kreislauf::appointments {

using authority::bind;

void add_management_routes(authority::Rows& rows, Appointments& module) {
  using namespace management;
  auto const& right = rights::manage;
  rows.staff("/verwaltung/amt/{amt}/regeln", right, bind(module, &management::rules),
             "Opening rules and their history");
  rows.staff_form("/verwaltung/amt/{amt}/regeln", 256_KB, right, bind(module, &change_rules),
                  "Check or save opening rules");
  rows.staff("/verwaltung/amt/{amt}/konflikte", right, bind(module, &conflicts), "Bookings that do not fit the rules");
  rows.staff_form("/verwaltung/amt/{amt}/konflikte", 64_KB, right, bind(module, &settle_conflicts),
                  "Move many bookings to times that fit, take that back, or keep bookings all the same");
  rows.staff("/verwaltung/amt/{amt}/schalter-und-dienste", right, bind(module, &desks_and_services),
             "Desks, services, rooms and equipment");
  rows.staff_form("/verwaltung/amt/{amt}/schalter-und-dienste", 512_KB, right, bind(module, &change_desks_and_services),
                  "Change desks, services, rooms and equipment");
  rows.staff_form("/verwaltung/amt/{amt}/kalender", 1_KB, right, bind(module, &withdraw_calendar),
                  "Give the calendar of a desk another address");
  rows.staff("/verwaltung/amt/{amt}/einstellungen", right, bind(module, &settings), "Settings of an office");
  rows.staff_form("/verwaltung/amt/{amt}/einstellungen", 16_KB, right, bind(module, &change_settings),
                  "Change the settings of an office");
  rows.staff("/verwaltung/amt/{amt}/auslastung", right, bind(module, &load), "Load, waiting times, no-shows")
      .sheds(http::Load::search);
  rows.staff("/verwaltung/amt/{amt}/auslastung.csv", right, bind(module, &load_csv), "The same figures as CSV")
      .sheds(http::Load::export_data);
  // The token is the right: calendar programs cannot sign in.
  rows.open("/verwaltung/kalender/{token}", bind(module, &calendar_feed), "Calendar of a desk without names")
      .waits()
      .personal()
      .sheds(http::Load::export_data);
}

std::vector<authority::NavEntry> management_menu() {
  auto const* const right = &rights::manage;
  return {
      {"/verwaltung/amt/{amt}/konflikte", "Konflikte", "Termine ansehen, die nicht mehr zu den Regeln passen.", right},
      {"/verwaltung/amt/{amt}/auslastung", "Auslastung", "Sehen, wie voll es war und wie lange Menschen warten.",
       right},
      {"/verwaltung/amt/{amt}/regeln", "Regeln", "Öffnungszeiten für Termine festlegen und prüfen.", right},
      {"/verwaltung/amt/{amt}/schalter-und-dienste", "Schalter und Dienste",
       "Festlegen, wer was macht und wie lange es dauert.", right},
      {"/verwaltung/amt/{amt}/einstellungen", "Einstellungen",
       "Fristen, Erinnerung, Überbuchung und Pausen der Online-Buchung.", right}};
}

}  // namespace kreislauf::appointments
