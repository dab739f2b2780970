#include "administration/appointments/office/office.h"

namespace kreislauf::appointments {

std::vector<authority::Route> office_routes(Appointments& module) {
  using enum http::Method;
  using authority::Context;
  using http::Data, http::Load, http::Place, http::Request, http::Response, http::Right, http::Work;
  auto const with = [&module](Response (*handler)(Appointments&, Request const&, Context&)) {
    return [&module, handler](Request const& request, Context& context) { return handler(module, request, context); };
  };
  constexpr std::size_t small = 8 * 1024;
  constexpr auto here = Place::authority;
  constexpr auto personal = Data::personal;
  constexpr auto disk = Work::blocking;
  return {
      {get, "/verwaltung/amt/{amt}/schalter", Right::clerk, here, Load::read, personal, disk, with(office::desk),
       "Desk of a clerk"},
      {post, "/verwaltung/amt/{amt}/schalter/aufruf", Right::clerk, here, Load::submit, personal, disk,
       with(office::call_next_person), "Call the next person", small},
      {post, "/verwaltung/amt/{amt}/schalter/{nummer}", Right::clerk, here, Load::submit, personal, disk,
       with(office::act_on_person), "Call, serve, park one person", small},
      {get, "/verwaltung/amt/{amt}/tag", Right::reception, here, Load::read, personal, disk, with(office::day_list),
       "List of a day"},
      {post, "/verwaltung/amt/{amt}/tag", Right::reception, here, Load::submit, personal, disk,
       with(office::act_on_day), "Check in or note a no-show", small},
      {get, "/verwaltung/amt/{amt}/absage/{nummer}", Right::reception, here, Load::read, personal, disk,
       with(office::ask_cancel), "Ask before the office cancels"},
      {post, "/verwaltung/amt/{amt}/absage/{nummer}", Right::reception, here, Load::submit, personal, disk,
       with(office::cancel_person), "Cancel by the office", small},
      {post, "/verwaltung/amt/{amt}/sperren", Right::reception, here, Load::submit, personal, disk,
       with(office::block_time), "Block or free a time of a desk", small},
      {get, "/verwaltung/amt/{amt}/buchen", Right::reception, here, Load::read, personal, disk, with(office::booking),
       "Book or move for somebody"},
      {post, "/verwaltung/amt/{amt}/buchen", Right::reception, here, Load::submit, personal, disk,
       with(office::book_person), "Keep a booking made by staff", small},
      {get, "/verwaltung/amt/{amt}/empfang", Right::reception, here, Load::read, personal, disk,
       with(office::reception), "Reception"},
      {post, "/verwaltung/amt/{amt}/empfang", Right::reception, here, Load::submit, personal, disk,
       with(office::receive), "Check in, hand out a number", small},
      {get, "/verwaltung/amt/{amt}/kiosk", Right::kiosk, here, Load::read, personal, disk, with(office::kiosk),
       "Device at the entrance"},
      {post, "/verwaltung/amt/{amt}/kiosk", Right::kiosk, here, Load::submit, personal, disk, with(office::use_kiosk),
       "Check in or draw a number at the device", small},
      {get, "/aemter/{amt}/aufruf", Right::everyone, here, Load::read, Data::open, disk, with(office::display),
       "Call display: numbers only"},
      {get, "/aemter/{amt}/warteraum", Right::everyone, here, Load::read, Data::open, disk, with(office::waiting_room),
       "Waiting room on the phone"},
  };
}

std::vector<authority::NavEntry> office_navigation() {
  using http::Right;
  return {
      {"/verwaltung/amt/{amt}/schalter", i18n::message("Schalter"), i18n::message("Personen aufrufen und bedienen."),
       Right::clerk},
      {"/verwaltung/amt/{amt}/tag", i18n::message("Tagesliste"),
       i18n::message("Termine eines Tages sehen, absagen, Zeiten sperren."), Right::reception},
      {"/verwaltung/amt/{amt}/buchen", i18n::message("Buchen"), i18n::message("Termine für Anrufer eintragen."),
       Right::reception},
      {"/verwaltung/amt/{amt}/empfang", i18n::message("Empfang"),
       i18n::message("Personen anmelden und Nummern ausgeben."), Right::reception},
      {"/verwaltung/amt/{amt}/kiosk", i18n::message("Gerät am Eingang"),
       i18n::message("Anmelden und Nummern ziehen, für ein Gerät mit Bildschirm."), Right::kiosk},
  };
}

}  // namespace kreislauf::appointments
