#include "administration/appointments/head/head.h"

namespace kreislauf::appointments {

std::vector<authority::Route> head_routes(Appointments& module) {
  using enum http::Method;
  using authority::Context;
  using http::Data, http::Load, http::Place, http::Request, http::Response, http::Right, http::Work;
  auto const with = [&module](Response (*handler)(Appointments&, Request const&, Context&)) {
    return [&module, handler](Request const& request, Context& context) { return handler(module, request, context); };
  };
  constexpr std::size_t small = 16 * 1024, rules = 256 * 1024, matrix = 512 * 1024;
  constexpr auto here = Place::authority;
  constexpr auto personal = Data::personal;
  constexpr auto disk = Work::blocking;
  return {
      {get, "/verwaltung/amt/{amt}/regeln", Right::head, here, Load::read, personal, disk, with(head::rules),
       "Opening rules and their history"},
      {post, "/verwaltung/amt/{amt}/regeln", Right::head, here, Load::submit, personal, disk, with(head::change_rules),
       "Check or save opening rules", rules},
      {get, "/verwaltung/amt/{amt}/konflikte", Right::head, here, Load::read, personal, disk, with(head::conflicts),
       "Bookings that do not fit the rules"},
      {post, "/verwaltung/amt/{amt}/konflikte", Right::head, here, Load::submit, personal, disk,
       with(head::keep_booking), "Keep a booking all the same", small},
      {get, "/verwaltung/amt/{amt}/schalter-und-dienste", Right::head, here, Load::read, personal, disk,
       with(head::desks_and_services), "Desks, services, rooms and equipment"},
      {post, "/verwaltung/amt/{amt}/schalter-und-dienste", Right::head, here, Load::submit, personal, disk,
       with(head::change_desks_and_services), "Change desks, services, rooms and equipment", matrix},
      {get, "/verwaltung/amt/{amt}/einstellungen", Right::head, here, Load::read, personal, disk, with(head::settings),
       "Settings of an office"},
      {post, "/verwaltung/amt/{amt}/einstellungen", Right::head, here, Load::submit, personal, disk,
       with(head::change_settings), "Change the settings of an office", small},
      {get, "/verwaltung/amt/{amt}/auslastung", Right::head, here, Load::search, personal, disk, with(head::load),
       "Load, waiting times, no-shows"},
      {get, "/verwaltung/amt/{amt}/auslastung.csv", Right::head, here, Load::export_data, personal, disk,
       with(head::load_csv), "The same figures as CSV"},
      // The token is the right: calendar programs cannot sign in.
      {get, "/verwaltung/kalender/{token}", Right::everyone, here, Load::export_data, personal, disk,
       with(head::calendar_feed), "Calendar of a desk without names"},
  };
}

std::vector<authority::NavEntry> head_navigation() {
  using http::Right;
  return {
      {"/verwaltung/amt/{amt}/regeln", i18n::message("Regeln"),
       i18n::message("Öffnungszeiten für Termine festlegen und prüfen."), Right::head},
      {"/verwaltung/amt/{amt}/konflikte", i18n::message("Konflikte"),
       i18n::message("Termine ansehen, die nicht mehr zu den Regeln passen."), Right::head},
      {"/verwaltung/amt/{amt}/schalter-und-dienste", i18n::message("Schalter und Dienste"),
       i18n::message("Festlegen, wer was macht und wie lange es dauert."), Right::head},
      {"/verwaltung/amt/{amt}/auslastung", i18n::message("Auslastung"),
       i18n::message("Sehen, wie voll es war und wie lange Menschen warten."), Right::head},
      {"/verwaltung/amt/{amt}/einstellungen", i18n::message("Einstellungen"),
       i18n::message("Fristen, Erinnerung, Überbuchung und Pausen der Online-Buchung."), Right::head},
  };
}

}  // namespace kreislauf::appointments
