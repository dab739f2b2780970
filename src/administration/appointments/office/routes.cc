#include "administration/appointments/office/office.h"
#include "administration/appointments/rights.h"

namespace kreislauf::appointments {

using authority::bind;

namespace {

void add_desk(authority::Rows& rows, Appointments& module) {
  rows.staff("/verwaltung/amt/{amt}/schalter", rights::serve, bind(module, &office::desk), "Desk of a clerk");
  rows.staff_form("/verwaltung/amt/{amt}/schalter/aufruf", 8_KB, rights::serve, bind(module, &office::call_next_person),
                  "Call the next person");
  rows.staff_form("/verwaltung/amt/{amt}/schalter/{nummer}", 8_KB, rights::serve, bind(module, &office::act_on_person),
                  "Call, serve, park one person");
}

void add_day(authority::Rows& rows, Appointments& module) {
  rows.staff("/verwaltung/amt/{amt}/tag", rights::receive, bind(module, &office::day_list), "List of a day");
  rows.staff_form("/verwaltung/amt/{amt}/tag", 8_KB, rights::receive, bind(module, &office::act_on_day),
                  "Check in or note a no-show");
  rows.staff("/verwaltung/amt/{amt}/absage/{nummer}", rights::receive, bind(module, &office::ask_cancel),
             "Ask before the office cancels");
  rows.staff_form("/verwaltung/amt/{amt}/absage/{nummer}", 8_KB, rights::receive, bind(module, &office::cancel_person),
                  "Cancel by the office");
  rows.staff_form("/verwaltung/amt/{amt}/sperren", 8_KB, rights::receive, bind(module, &office::block_time),
                  "Block or free a time of a desk");
  rows.staff("/verwaltung/amt/{amt}/buchen", rights::receive, bind(module, &office::booking),
             "Book or move for somebody");
  rows.staff_form("/verwaltung/amt/{amt}/buchen", 8_KB, rights::receive, bind(module, &office::book_person),
                  "Keep a booking made by staff");
}

void add_entrance(authority::Rows& rows, Appointments& module) {
  rows.staff("/verwaltung/amt/{amt}/empfang", rights::receive, bind(module, &office::reception), "Reception");
  rows.staff_form("/verwaltung/amt/{amt}/empfang", 8_KB, rights::receive, bind(module, &office::receive),
                  "Check in, hand out a number");
  rows.staff("/verwaltung/amt/{amt}/kiosk", rights::use_device, bind(module, &office::kiosk), "Device at the entrance")
      .in_all_languages();
  rows.staff_form("/verwaltung/amt/{amt}/kiosk", 8_KB, rights::use_device, bind(module, &office::use_kiosk),
                  "Check in or draw a number at the device")
      .in_all_languages();
  rows.staff("/verwaltung/amt/{amt}/neues", rights::use_device, &office::news,
             "Event stream for staff: tells when something has changed in this office");
  rows.open("/aemter/{amt}/aufruf", bind(module, &office::display), "Call display: numbers only").waits();
  rows.open("/aemter/{amt}/warteraum", bind(module, &office::waiting_room), "Waiting room on the phone").waits();
}

}  // namespace

void add_office_routes(authority::Rows& rows, Appointments& module) {
  add_desk(rows, module);
  add_day(rows, module);
  add_entrance(rows, module);
}

std::vector<authority::NavEntry> office_menu() {
  return {{"/verwaltung/amt/{amt}/empfang", "Empfang", "Personen anmelden und Nummern ausgeben.", &rights::receive},
          {"/verwaltung/amt/{amt}/schalter", "Schalter", "Personen aufrufen und bedienen.", &rights::serve},
          {"/verwaltung/amt/{amt}/tag", "Tagesliste", "Termine eines Tages sehen, absagen, Zeiten sperren.",
           &rights::receive},
          {"/verwaltung/amt/{amt}/buchen", "Buchen", "Termine für Anrufer eintragen.", &rights::receive},
          {"/verwaltung/amt/{amt}/kiosk", "Gerät am Eingang",
           "Anmelden und Nummern ziehen, für ein Gerät mit Bildschirm.", &rights::use_device}};
}

}  // namespace kreislauf::appointments
